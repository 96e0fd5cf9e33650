import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { randomStream } from '../../shared/random.ts';
import type { FrozenPass } from '../models/frozen-pass.ts';
import type { AugmentedCopy } from './feature-place.ts';
import { areFinite, toFloat16Words } from './float16.ts';
import type { PhotoChanges, PixelStore } from './pixel-store.ts';
import type { RecordStore } from './record-store.ts';
import type { RecordWriter } from './record-writer.ts';
import { type RecordLayout, recordBytes } from './store-place.ts';

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
 * and the features of the one before are written; no more than three batches are in memory.
 * Throws `features-overflow`.
 */
export async function computeFeatures(computation: FeatureComputation): Promise<void> {
  const { photos, photosPerPass, afterBatch } = computation;
  const batchAt = (first: number): readonly Photo[] => photos.slice(first, first + photosPerPass);
  let written: Promise<void> = Promise.resolve();
  let coming = prepare(computation, batchAt(0));
  try {
    for (let first = 0; first < photos.length; first += photosPerPass) {
      const batch = batchAt(first);
      const pixels = await coming;
      coming = prepare(computation, batchAt(first + photosPerPass));
      const outputs = await outputsOf(computation, pixels, batch.length);
      await written;
      written = write(computation, batch, outputs);
      // Nobody waits for it until the next batch is computed; a failure is thrown then.
      written.catch(() => undefined);
      afterBatch(first + batch.length);
    }
  } finally {
    await written;
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

type Outputs = ReadonlyMap<string, Float32Array | Uint16Array>;

/** As the stores want them: half words where each of them keeps these. */
function outputsOf(
  { pass, stores }: FeatureComputation,
  pixels: Uint8Array,
  count: number,
): Promise<Outputs> {
  const half = [...stores.values()].every(({ place }) => place.layout.type === 'float16');
  return half ? pass.runHalf(pixels, count) : pass.run(pixels, count);
}

/** Each layer's records, those excepted that its store has already. */
async function write(
  { stores, writers }: FeatureComputation,
  batch: readonly Photo[],
  outputs: Outputs,
): Promise<void> {
  for (const [layer, store] of stores) {
    const { layout } = store.place;
    const bytes = asRecords(outputs.get(layer)!, layer, layout);
    const size = recordBytes(layout);
    const lacking = batch.flatMap(({ sha256 }, index) => (store.has(sha256) ? [] : [{ sha256, index }]));
    const records = lacking.map(({ index }) => bytes.subarray(index * size, (index + 1) * size));
    const hashes = lacking.map(({ sha256 }) => sha256);
    const all = records.length === batch.length ? bytes : Buffer.concat(records);
    if (hashes.length > 0) await writers.get(layer)!.append(hashes, all);
  }
}

/** Throws `features-overflow`: a training that took infinite features would be lost without a word. */
function asRecords(values: Float32Array | Uint16Array, layer: string, { type }: RecordLayout): Uint8Array {
  const stored = type === 'float16' && values instanceof Float32Array ? toFloat16Words(values) : values;
  if (stored instanceof Uint16Array && !areFinite(stored))
    throw new ThawError('features-overflow', { layer });
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}
