import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec, Preprocessing } from '../../shared/network.ts';
import { numChannels } from '../../shared/preprocessing.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { OpeningNote } from '../../shared/run-files.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { centredBy } from './centring-values.ts';
import { followModel } from './follow-model.ts';
import type { ForeignModel } from './foreign-model.ts';
import { readModelInput } from './input-shape.ts';
import { readNode } from './keras-node.ts';
import { channelsOf, plainChannels, type PictureChannel } from './picture-values.ts';
import { readAnswers } from './read-answers.ts';
import { readModelWeights } from './read-model-weights.ts';
import { traceLayer } from './trace-layer.ts';
import { NetworkTrace } from './trace-network.ts';

export interface TranslateOptions {
  /** What is done to pixels before the model; null: nothing, where the model does something itself. */
  readonly preprocessing: Preprocessing | null;
  /** What a person may name, for the error that asks for it. */
  readonly knownPreprocessings: readonly string[];
  /** Side of the picture of a model that takes any; null: none was named. */
  readonly size: number | null;
}

/** A foreign model in Thaw's words. */
export interface TranslatedModel {
  /** What its file calls it. */
  readonly title: string;
  readonly image: ImageConfig;
  readonly network: NetworkSpec;
  readonly weights: TensorMap;
  readonly numClasses: number;
  readonly notes: readonly OpeningNote[];
}

/**
 * Understands a model of a known shape: the layers of shared/network.ts in any order and depth, whatever stands before
 * them to prepare pixels, and one dense layer of probabilities at the end. Throws `model-layer-not-read`,
 * `model-input-unfit`, `model-size-unknown`, `model-size-fixed`, `model-preprocessing-unknown`,
 * `model-preprocessing-unfit`, `model-too-large`, `model-weights-missing`, `model-file-damaged`.
 */
export function translateModel(model: ForeignModel, options: TranslateOptions): TranslatedModel {
  const { file } = model;
  const root = readNode(model.config, file);
  const input = readModelInput(root, file);
  const trace = new NetworkTrace(file, input.size ?? options.size);
  const given = givenChannels(options.preprocessing, input.channels, file);
  const centred =
    options.preprocessing && centredBy(options.preprocessing, given, input.size ?? options.size);
  const answer = followModel(root, centred ?? { kind: 'picture', channels: given }, trace, (...layer) =>
    traceLayer(trace, model.weights, ...layer),
  );
  const numClasses = readAnswers(trace, answer, model.training);
  const { image, preprocessing } = trace;
  if (!image || !preprocessing) throw new ThawError('model-size-unknown', { file });
  if (options.size !== null && options.size !== image.size)
    throw new ThawError('model-size-fixed', { file, size: image.size, asked: options.size });
  if (options.preprocessing === null && isPlain(preprocessing))
    throw new ThawError('model-preprocessing-unknown', { file, known: options.knownPreprocessings });
  const layers = trace.layers.map(({ spec }) => spec);
  const network = {
    inputShape: [image.size, image.size, numChannels(preprocessing)],
    preprocessing,
    layers,
  } as const;
  return {
    title: root.name,
    image,
    network,
    weights: readModelWeights(model, trace.layers, network),
    numClasses,
    notes: [
      ...(trace.inactive.length > 0 ? [{ note: 'inactive-left-out', layers: trace.inactive } as const] : []),
      ...trace.notes,
    ],
  };
}

function givenChannels(
  preprocessing: Preprocessing | null,
  channels: 1 | 3,
  file: string,
): readonly PictureChannel[] {
  if (!preprocessing) return plainChannels(channels);
  const made = channelsOf(preprocessing);
  if (made.length === channels) return made;
  throw new ThawError('model-preprocessing-unfit', { file, preprocessing: preprocessing.channelOrder });
}

/** Levels as they are: nothing in the model prepares them. */
function isPlain({ channelOrder, mean, scale }: Preprocessing): boolean {
  return channelOrder !== 'bgr' && scale === 1 && mean.every((one) => one === 0);
}
