import type * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { forward } from '../models/forward.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { answerPictures, ruleOfLabels, type RunOutputs } from './answer-pictures.ts';
import type { ExportReader } from './export-format.ts';
import type { PortableModel } from './read-portable-model.ts';

/** A network as an exported file describes it. */
export interface RebuiltNetwork {
  /** Of the file that was read. */
  readonly file: string;
  readonly network: Omit<NetworkSpec, 'preprocessing'>;
  readonly weights: TensorMap;
}

/**
 * Runs a network that was rebuilt from an exported file, layer by layer in fp32: the way that shares least with the
 * scorer it is compared with. `openedWith`: what read the file. Throws `file-damaged` where the labels name a layer
 * that it has not.
 */
export function openRebuiltNetwork(
  { file, network, weights }: RebuiltNetwork,
  portable: PortableModel,
  openedWith: string,
): ExportReader {
  const { layers } = network;
  const whole = { ...network, preprocessing: portable.preprocessing };
  const describing = portable.labels.familiarity?.layer;
  if (describing !== undefined && layers.every(({ name }) => name !== describing))
    throw new ThawError('file-damaged', { file, detail: `no layer ${describing}` });
  const parameters = createParameters(weights);
  const run = (input: tf.Tensor4D): RunOutputs => {
    const capture = new Map<string, tf.Tensor>();
    const range = { from: 0, to: layers.length, dropout: null, logits: false, capture };
    const answers = forward(whole, parameters, input, range);
    return { answers, places: describing === undefined ? null : capture.get(describing)! };
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
