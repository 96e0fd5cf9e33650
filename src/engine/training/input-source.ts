import type { Photo } from '../../shared/dataset.ts';
import type { ColourAxes } from '../../shared/colour-axes.ts';
import { randomStream, type RandomStream } from '../../shared/random.ts';
import type { AugmentationConfig } from '../../shared/recipe.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import type { FeatureStore, StoredFeatures } from '../features/provide-features.ts';
import type { PlacedPhoto } from '../features/pixel-store.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import { heldFeatures } from './held-features.ts';
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
  /** Gives back what is held in memory from read to read: nothing will be read for a while. */
  rest(): void;
}

/**
 * Cached features, one store per augmented copy. The copies are taken in turn, pass by pass; where the turn begins
 * is drawn for each photo, so that a pass mixes all copies. `numPhotos`: how many it will be asked for; where their
 * features are few enough, each is read once and held in memory (./held-features.ts).
 */
export function featureSource(
  copies: readonly FeatureStore[],
  seed: number,
  numPhotos = Infinity,
): InputSource {
  const { shape, type } = copies[0]!;
  const size = sizeOfShape(shape);
  const ArrayType = type === 'float16' ? Uint16Array : Float32Array;
  const held = heldFeatures(size, numPhotos * copies.length, ArrayType);
  const copyOf = ({ sha256 }: Photo, pass: number): number =>
    copies.length === 1
      ? 0
      : (pass + randomStream(seed, 'copy', sha256).below(copies.length)) % copies.length;
  return {
    shape,
    type,
    async read(photos, pass, spent) {
      const inputs = arrayOf(ArrayType, photos.length * size, spent);
      const wanted = copies.map((): PlacedPhoto[] => []);
      photos.forEach((photo, slot) => {
        const [copy, placed] = [copyOf(photo, pass), { photo, slot }];
        if (!held?.give(copy, placed, inputs)) wanted[copy]!.push(placed);
      });
      const reads = copies.map(async (copy, number) => {
        const placed = wanted[number]!;
        if (placed.length === 0) return;
        await copy.readInto(inputs, placed);
        held?.hold(number, placed, inputs);
      });
      // Every read ends before the memory is given to another, also where one of them fails.
      await Promise.allSettled(reads);
      await Promise.all(reads);
      return inputs;
    },
    rest: () => held?.letGo(),
  };
}

/**
 * An array of features in the memory of spent ones, where that is enough: a new one a batch would have V8 look for
 * garbage in the whole heap every few steps, which takes a fifth of training a head (measured).
 */
function arrayOf(
  ArrayType: Float32ArrayConstructor | Uint16ArrayConstructor,
  length: number,
  spent?: BatchInputs,
): StoredFeatures {
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
    rest: () => undefined,
  };
}
