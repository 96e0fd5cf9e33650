import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { areFinite, toFloat16Words } from './float16.ts';
import type { RecordStore } from './record-store.ts';
import type { RecordWriter } from './record-writer.ts';
import { type RecordLayout, recordBytes } from './store-place.ts';

/** Outputs of a frozen pass, by the layer's name. */
export type Outputs = ReadonlyMap<string, Float32Array | Uint16Array>;

/** Writes features while others are computed. */
export interface FeatureWriting {
  /**
   * Takes a computed batch: it is written with those that come within a second, or at once where they come slowly.
   * Throws `features-overflow`, and what an earlier write failed with.
   */
  add(photos: readonly Photo[], outputs: Outputs): Promise<void>;
  /** Done when all that was taken is on disk. */
  finish(): Promise<void>;
}

/**
 * A write waits for the disk four times, and each time for the thread, which a frozen pass blocks: one after every
 * batch took a fortieth of the whole on a fast disk (measured), and a disk that turns would set the pace. A kill loses
 * a second's work.
 */
const mostMilliseconds = 1000;
/** Held in memory until then, at most. */
const mostBytes = 8 * 2 ** 20;

interface Waiting {
  readonly hashes: string[];
  readonly records: Uint8Array[];
}

/** Both by the layer's name. A store tells which photos its layer has already. */
export function openFeatureWriting(
  stores: ReadonlyMap<string, RecordStore>,
  writers: ReadonlyMap<string, Pick<RecordWriter, 'append'>>,
): FeatureWriting {
  let waiting = new Map<string, Waiting>();
  let bytes = 0;
  let begun = performance.now();
  let written: Promise<void> = Promise.resolve();
  const write = (): void => {
    const taken = waiting;
    waiting = new Map();
    bytes = 0;
    begun = performance.now();
    written = append(taken, writers);
    // Nobody waits for it until the next is due; a failure is thrown then.
    written.catch(() => undefined);
  };
  return {
    async add(photos, outputs) {
      for (const [layer, store] of stores) {
        const { layout } = store.place;
        const stored = asRecords(outputs.get(layer)!, layer, layout);
        const size = recordBytes(layout);
        const own = waiting.get(layer) ?? { hashes: [], records: [] };
        waiting.set(layer, own);
        photos.forEach(({ sha256 }, index) => {
          if (store.has(sha256)) return;
          own.hashes.push(sha256);
          own.records.push(stored.subarray(index * size, (index + 1) * size));
          bytes += size;
        });
      }
      if (bytes < mostBytes && performance.now() - begun < mostMilliseconds) return;
      await written;
      write();
    },
    async finish() {
      await written;
      write();
      await written;
    },
  };
}

async function append(
  waiting: ReadonlyMap<string, Waiting>,
  writers: ReadonlyMap<string, Pick<RecordWriter, 'append'>>,
): Promise<void> {
  for (const [layer, { hashes, records }] of waiting)
    if (hashes.length > 0) await writers.get(layer)!.append(hashes, Buffer.concat(records));
}

/** Throws `features-overflow`: a training that took infinite features would be lost without a word. */
function asRecords(values: Float32Array | Uint16Array, layer: string, { type }: RecordLayout): Uint8Array {
  const stored = type === 'float16' && values instanceof Float32Array ? toFloat16Words(values) : values;
  if (stored instanceof Uint16Array && !areFinite(stored))
    throw new ThawError('features-overflow', { layer });
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}
