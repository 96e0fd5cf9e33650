import type { Photo } from '../../shared/dataset.ts';
import type { ColourAxes } from '../../shared/colour-axes.ts';
import { randomStream, type RandomStream } from '../../shared/random.ts';
import type { AugmentationConfig } from '../../shared/recipe.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import type { FeatureStore, StoredFeatures } from '../features/provide-features.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import type { BatchInputs, InputType } from './training-step.ts';

/** Where a phase's photos come from, as the learning part of the network takes them. */
export interface InputSource {
  /** Shape of one input, without the batch. */
  readonly shape: readonly number[];
  readonly type: InputType;
  /**
   * Inputs of these photos in order. `pass`: passes over all photos before this one. `spent`: inputs that this source
   * gave and that nobody needs any more; their memory may hold these.
   */
  read(photos: readonly Photo[], pass: number, spent?: BatchInputs): Promise<BatchInputs>;
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
    async read(photos, pass, spent) {
      const inputs = arrayOf(type, photos.length * size, spent);
      const placed = photos.map((photo, slot) => ({ photo, slot }));
      // Every read ends before the memory is given to another, also where one of them fails.
      const reads = copies.map((copy, number) =>
        copy.readInto(
          inputs,
          placed.filter(({ photo }) => copyOf(photo, pass) === number),
        ),
      );
      await Promise.allSettled(reads);
      await Promise.all(reads);
      return inputs;
    },
  };
}

/**
 * An array of features in the memory of spent ones, where that is enough: a new one a batch would have V8 look for
 * garbage in the whole heap every few steps, which takes a fifth of training a head (measured).
 */
function arrayOf(type: FeatureStore['type'], length: number, spent?: BatchInputs): StoredFeatures {
  const ArrayType = type === 'float16' ? Uint16Array : Float32Array;
  const memory = spent?.buffer;
  return memory instanceof ArrayBuffer && memory.byteLength >= length * ArrayType.BYTES_PER_ELEMENT
    ? new ArrayType(memory, 0, length)
    : new ArrayType(length);
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
