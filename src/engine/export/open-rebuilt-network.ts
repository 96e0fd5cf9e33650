import type * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { answerPictures, ruleOfLabels, type RunOutputs } from './answer-pictures.ts';
import type { ExportReader } from './export-format.ts';
import type { RebuiltModel } from './read-keras-config.ts';
import type { PortableModel } from './read-portable-model.ts';
import { runRebuilt } from './run-rebuilt.ts';

/** A network as an exported file describes it. */
export interface RebuiltNetwork {
  /** Of the file that was read. */
  readonly file: string;
  readonly network: RebuiltModel;
  readonly weights: TensorMap;
}

/**
 * Runs a model that was rebuilt from an exported file, layer by layer in fp32: the way that shares least with the
 * scorer it is compared with. `openedWith`: what read the file. Throws `file-damaged` where the labels name a layer
 * that it has not.
 */
export function openRebuiltNetwork(
  { file, network, weights }: RebuiltNetwork,
  portable: PortableModel,
  openedWith: string,
): ExportReader {
  const { layers } = network;
  const describing = portable.labels.familiarity?.layer;
  const place = layers.findIndex(({ name }) => name === describing);
  if (describing !== undefined && place < 0)
    throw new ThawError('file-damaged', { file, detail: `no layer ${describing}` });
  const parameters = createParameters(weights);
  const run = (input: tf.Tensor4D): RunOutputs => {
    try {
      const outputs = runRebuilt(network, parameters, input);
      return { answers: outputs.at(-1)!, places: describing === undefined ? null : outputs[place]! };
    } catch (cause) {
      // Weights that do not fit the layers, or layers that do not fit each other.
      throw new ThawError('file-damaged', { file, detail: String(cause) }, { cause });
    }
  };
  return {
    openedWith,
    rule: ruleOfLabels(portable.labels),
    answer: (pixels, count) => answerPictures(portable, run, pixels, count),
    close: () => {
      disposeParameters(parameters);
    },
  };
}
