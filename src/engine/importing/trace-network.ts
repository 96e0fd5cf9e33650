import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { LayerProblem } from '../../shared/errors/import-errors.ts';
import { type LayerSpec, type Preprocessing, pictureName } from '../../shared/network.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { OpeningNote } from '../../shared/run-files.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { outputShapeOf } from '../models/output-shape.ts';
import type { PictureValue } from './apply-picture-step.ts';
import { type CentringValue, withMeanImage } from './centring-values.ts';
import type { LayerPlace } from './foreign-model.ts';
import { freeName } from './free-name.ts';
import { importLimits } from './import-limits.ts';
import { type PictureChannel, settlePicture } from './picture-values.ts';
import type { FileWeight } from './translate-layer.ts';

/** What stands at a place of the network while it is followed from the picture to the answer. */
export type Value =
  /** Still pixels: no layer that Thaw has was met. */
  | PictureValue
  | CentringValue
  /** What a layer gives; `shape`: as Keras has it, without the batch. */
  | {
      readonly kind: 'layer';
      readonly name: string;
      readonly shape: readonly number[];
      /** Numbers in Thaw; in Keras the channels of one place. */
      readonly isOnePlace: boolean;
    };

/** A layer with the place of its weights in the file; null: they are known without it. */
export interface TracedLayer {
  readonly spec: LayerSpec;
  readonly weights: readonly FileWeight[];
  readonly place: LayerPlace | null;
  /** Where `place` is null: what every channel is multiplied by. */
  readonly factors?: readonly number[];
}

/** The network that grows while a model is followed. Throws `model-layer-not-read` and others, naming `file`. */
export class NetworkTrace {
  readonly layers: TracedLayer[] = [];
  readonly inactive: string[] = [];
  readonly notes: OpeningNote[] = [];
  image: ImageConfig | null;
  preprocessing: Preprocessing | null = null;
  /** Layers met, those left out too. */
  private met = 0;
  private picture: {
    readonly key: string;
    readonly meanImage: Float32Array | null;
    readonly name: string;
  } | null = null;
  private readonly names = new Set<string>([pictureName]);

  constructor(
    readonly file: string,
    size: number | null,
  ) {
    this.image = size === null ? null : { size, fit: 'stretch' };
  }

  countLayer(): void {
    this.met += 1;
    if (this.met > importLimits.layers)
      throw new ThawError('model-file-damaged', {
        file: this.file,
        detail: `> ${importLimits.layers} layers`,
      });
  }

  refuse(layer: string, problem: LayerProblem, found: string): never {
    throw new ThawError('model-layer-not-read', { file: this.file, layer, problem, found });
  }

  /** Adds a layer after others; `shape`: its own where Keras keeps a place that Thaw has not. */
  add(
    layer: Omit<TracedLayer, 'spec'> & { readonly spec: LayerSpec },
    name: string,
    model: string,
    inputs: readonly Extract<Value, { kind: 'layer' }>[],
    keepsPlace = false,
  ): Value {
    const own = freeName(name, model, this.names);
    this.names.add(own);
    const taken = inputs.map((input) => input.name);
    const isChained = taken.length === 1 && taken[0] === (this.layers.at(-1)?.spec.name ?? pictureName);
    const spec = {
      ...layer.spec,
      name: own,
      ...(isChained && !('inputs' in layer.spec) ? {} : { inputs: taken }),
    };
    const shape = outputShapeOf(
      spec,
      inputs.map(({ shape: given, isOnePlace }) => (isOnePlace ? given.slice(-1) : given)),
    );
    if (!shape.every((side) => side >= 1))
      throw new ThawError('image-size-too-small', { size: this.image!.size, least: this.image!.size + 1 });
    const bytes = 4 * sizeOfShape(shape);
    if (!(bytes <= importLimits.outputBytes))
      throw new ThawError('model-too-large', {
        file: this.file,
        what: 'output',
        bytes,
        limitBytes: importLimits.outputBytes,
      });
    this.layers.push({ ...layer, spec });
    return { kind: 'layer', name: own, shape: keepsPlace ? [1, 1, ...shape] : shape, isOnePlace: keepsPlace };
  }

  /** Pixels as a layer takes them: from here on Thaw's preprocessing makes them. */
  settle(value: Value, layer: string): Extract<Value, { kind: 'layer' }> {
    if (value.kind === 'layer') return value;
    if (value.kind === 'plane' || (value.kind === 'centred' && value.isRow))
      return this.refuse(layer, 'inputs', value.kind);
    if (!this.image) throw new ThawError('model-size-unknown', { file: this.file });
    const { size } = this.image;
    const shape = [size, size, value.channels.length];
    if (value.kind === 'row')
      return this.refuse(value.layer, 'option', `target_shape=[${size * size * value.channels.length}]`);
    const key = JSON.stringify(value.channels);
    const meanImage = value.kind === 'centred' ? value.image : null;
    if (this.picture) {
      if (this.picture.key !== key || this.picture.meanImage !== meanImage)
        this.refuse(layer, 'picture', layer);
      return { kind: 'layer', name: this.picture.name, shape, isOnePlace: false };
    }
    const settled = settlePicture(value.channels);
    if (!settled || (meanImage && settled.factors))
      return this.refuse(layer, 'picture', describeChannels(value.channels));
    this.preprocessing = meanImage
      ? withMeanImage(settled.preprocessing, meanImage, size)
      : settled.preprocessing;
    const plain = { kind: 'layer', name: pictureName, shape, isOnePlace: false } as const;
    const given = settled.factors ? this.scale(settled.factors, plain) : plain;
    this.picture = { key, meanImage, name: given.name };
    return given;
  }

  /** Channels that are not scaled alike: a layer that multiplies each by its own number. */
  private scale(factors: readonly number[], from: Extract<Value, { kind: 'layer' }>) {
    const spec: LayerSpec = { kind: 'batchNorm', name: '', epsilon: 0 };
    const made = this.add({ spec, weights: [], place: null, factors }, 'channel_scale', '', [from]);
    return made as Extract<Value, { kind: 'layer' }>;
  }
}

function describeChannels(channels: readonly PictureChannel[]): string {
  return channels
    .map(
      ({ source, scale, offset }) =>
        `${typeof source === 'number' ? 'RGB'[source] : source} * ${scale} + ${offset}`,
    )
    .join(', ');
}
