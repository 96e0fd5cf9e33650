import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec, Preprocessing } from '../../shared/network.ts';
import { numChannels } from '../../shared/preprocessing.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { OpeningNote } from '../../shared/run-files.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import { centredBy } from './centring-values.ts';
import { followModel } from './follow-model.ts';
import type { ForeignModel, WantedWeight } from './foreign-model.ts';
import { importLimits } from './import-limits.ts';
import { readModelInput } from './input-shape.ts';
import { readNode } from './keras-node.ts';
import { channelsOf, plainChannels, type PictureChannel } from './picture-values.ts';
import { readAnswers } from './read-answers.ts';
import { traceLayer } from './trace-layer.ts';
import { NetworkTrace, type TracedLayer } from './trace-network.ts';

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
    weights: readWeights(model, trace.layers, network),
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

/** All weights, after what they take together was looked at. */
function readWeights(model: ForeignModel, layers: readonly TracedLayer[], network: NetworkSpec): TensorMap {
  const shapes = layerShapes(network);
  const bytes = 4 * shapes.reduce((sum, { parameters }) => sum + parameters, 0);
  const limitBytes = importLimits.weightBytes;
  if (!(bytes <= limitBytes))
    throw new ThawError('model-too-large', { file: model.file, what: 'weights', bytes, limitBytes });
  return new Map(
    layers.flatMap((layer, index) =>
      [...weightsOf(model, layer, shapes[index]!.weights)].map(([part, tensor]) => {
        const name = `${layer.spec.name}/${part}`;
        checkNumbers(model.file, name, tensor, layer);
        return [name, tensor] as const;
      }),
    ),
  );
}

function weightsOf(
  model: ForeignModel,
  { weights, place, factors }: TracedLayer,
  parts: readonly { readonly part: string; readonly shape: readonly number[] }[],
): ReadonlyMap<string, HostTensor> {
  const filled = (shape: readonly number[], value: number): HostTensor => ({
    shape,
    values: new Float32Array(shape.reduce((product, side) => product * side, 1)).fill(value),
  });
  if (!place) {
    // gamma (x - 0) / sqrt(1 + 0) + 0: gamma times x.
    const gamma = { shape: [factors!.length], values: Float32Array.from(factors!) };
    return new Map(
      parts.map(({ part, shape }) => [
        part,
        part === 'gamma' ? gamma : filled(shape, part === 'moving_variance' ? 1 : 0),
      ]),
    );
  }
  const inFile = weights.filter(({ names }) => typeof names !== 'number');
  const shapeOf = new Map(parts.map(({ part, shape }) => [part, shape]));
  const wanted = inFile.map(({ part, names, ofOnePlace }): WantedWeight => {
    const shape = shapeOf.get(part)!;
    return { names: names as readonly string[], shape: ofOnePlace ? [1, 1, ...shape] : shape };
  });
  const read = model.weights.read(place, wanted);
  const byPart = new Map(inFile.map(({ part }, index) => [part, read[index]!]));
  return new Map(
    parts.map(({ part, shape }) => {
      const found = byPart.get(part);
      return [part, found ? { shape, values: found.values } : filled(shape, 0)];
    }),
  );
}

/** A network with one such weight answers with no number. */
function checkNumbers(file: string, name: string, { values }: HostTensor, { spec }: TracedLayer): void {
  const least = name.endsWith('/moving_variance') && spec.kind === 'batchNorm' ? -spec.epsilon : -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value) || value <= least)
      throw new ThawError('model-file-damaged', { file, detail: `${name}: ${value}` });
  }
}
