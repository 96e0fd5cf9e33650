import type { Photo } from '../../shared/dataset.ts';
import type { ColourAxes } from '../../shared/colour-axes.ts';
import { randomStream, type RandomStream } from '../../shared/random.ts';
import type { AugmentationConfig } from '../../shared/recipe.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import type { FeatureStore } from '../features/provide-features.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import type { BatchInputs, InputType } from './training-step.ts';

/** Where a phase's photos come from, as the learning part of the network takes them. */
export interface InputSource {
  /** Shape of one input, without the batch. */
  readonly shape: readonly number[];
  readonly type: InputType;
  /** Inputs of these photos in order, in a buffer of their own. `pass`: passes over all photos before this one. */
  read(photos: readonly Photo[], pass: number): Promise<BatchInputs>;
}

/**
 * Cached features, one store per augmented copy. The copies are taken in turn, pass by pass; where the turn begins
 * is drawn for each photo, so that a pass mixes all copies.
 */
export function featureSource(copies: readonly FeatureStore[], seed: number): InputSource {
  const { shape, type } = copies[0]!;
  const size = sizeOfShape(shape);
  const copyOf = ({ sha256 }: Photo, pass: number): number =>
    (pass + randomStream(seed, 'copy', sha256).below(copies.length)) % copies.length;
  return {
    shape,
    type,
    async read(photos, pass) {
      if (copies.length === 1) return copies[0]!.read(photos);
      const length = photos.length * size;
      const inputs = type === 'float16' ? new Uint16Array(length) : new Float32Array(length);
      await Promise.all(
        copies.map(async (copy, number) => {
          const indices = [...photos.keys()].filter((index) => copyOf(photos[index]!, pass) === number);
          if (indices.length === 0) return;
          const values = await copy.read(indices.map((index) => photos[index]!));
          indices.forEach((index, row) => {
            inputs.set(values.subarray(row * size, (row + 1) * size), index * size);
          });
        }),
      );
      return inputs;
    },
  };
}

/** Decoded photos, augmented on the way by draws of (seed, phase, pass, photo); null: as they are. */
export function pixelSource(
  store: PixelStore,
  augmentation: {
    readonly config: AugmentationConfig;
    readonly axes: ColourAxes | null;
    readonly seed: number;
    readonly phase: number;
  } | null,
): InputSource {
  const { size } = store;
  return {
    shape: [size, size, 3],
    type: 'pixels',
    async read(photos, pass) {
      if (!augmentation) return store.read(photos);
      const { config, axes, seed, phase } = augmentation;
      const stream = ({ sha256 }: Photo): RandomStream => randomStream(seed, 'augment', phase, pass, sha256);
      return store.readChanged(photos, { config, axes, stream });
    },
  };
}
