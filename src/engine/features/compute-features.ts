import type { Photo } from '../../shared/dataset.ts';
import { randomStream } from '../../shared/random.ts';
import type { FrozenPass } from '../models/frozen-pass.ts';
import type { AugmentedCopy } from './feature-place.ts';
import { openFeatureWriting, type Outputs } from './feature-writing.ts';
import type { PhotoChanges, PixelStore } from './pixel-store.ts';
import type { RecordStore } from './record-store.ts';
import type { RecordWriter } from './record-writer.ts';

export interface FeatureComputation {
  readonly pass: FrozenPass;
  readonly photos: readonly Photo[];
  readonly photosPerPass: number;
  readonly pixels: PixelStore;
  readonly augmentation: AugmentedCopy | null;
  /** Both by the layer's name. A store tells which photos its layer has already. */
  readonly stores: ReadonlyMap<string, RecordStore>;
  readonly writers: ReadonlyMap<string, RecordWriter>;
  /** Told how many photos are computed; what it throws ends the computation after the batch. */
  readonly afterBatch: (computed: number) => void;
}

/**
 * Runs the frozen pass over the photos, batch after batch. While one batch computes, the pixels of the next are read
 * and features of those before are written; what was computed is on disk at the end, also where it fails or is ended.
 * Throws `features-overflow`.
 */
export async function computeFeatures(computation: FeatureComputation): Promise<void> {
  const { photos, photosPerPass, stores, writers, afterBatch } = computation;
  const batchAt = (first: number): readonly Photo[] => photos.slice(first, first + photosPerPass);
  const writing = openFeatureWriting(stores, writers);
  let coming = prepare(computation, batchAt(0));
  try {
    for (let first = 0; first < photos.length; first += photosPerPass) {
      const batch = batchAt(first);
      const pixels = await coming;
      coming = prepare(computation, batchAt(first + photosPerPass));
      await writing.add(batch, await outputsOf(computation, pixels, batch.length));
      afterBatch(first + batch.length);
    }
  } finally {
    await writing.finish();
  }
}

/** Pixels of the batch, augmented. Its failure is thrown where they are needed. */
function prepare({ pixels, augmentation }: FeatureComputation, batch: readonly Photo[]): Promise<Uint8Array> {
  const prepared = augmentation ? pixels.readChanged(batch, copyChanges(augmentation)) : pixels.read(batch);
  prepared.catch(() => undefined);
  return prepared;
}

function copyChanges({ config, seed, copy, axes }: AugmentedCopy): PhotoChanges {
  return { config, axes, stream: ({ sha256 }) => randomStream(seed, 'copy', copy, sha256) };
}

/** As the stores want them: half words where each of them keeps these. */
function outputsOf(
  { pass, stores }: FeatureComputation,
  pixels: Uint8Array,
  count: number,
): Promise<Outputs> {
  const half = [...stores.values()].every(({ place }) => place.layout.type === 'float16');
  return half ? pass.runHalf(pixels, count) : pass.run(pixels, count);
}
