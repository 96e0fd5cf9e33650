import type { RecordStore } from './record-store.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { recordBytes } from './store-place.ts';

/** What is read at once to be checked: small against the memory of a job, large against the cost of a read. */
const bytesAtOnce = 8 * 2 ** 20;

/**
 * Those of the photos (SHA-256) whose record is not in the store or is damaged, in their order. Every record is read
 * and checked: far quicker than computing it, and damage is found before training instead of in its middle.
 */
export async function missingRecords(
  store: RecordStore,
  photos: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const there = photos.filter((sha256) => store.has(sha256));
  const step = Math.max(1, Math.floor(bytesAtOnce / recordBytes(store.place.layout)));
  const bytes = new Uint8Array(Math.min(step, there.length) * recordBytes(store.place.layout));
  for (let first = 0; first < there.length; first += step) {
    stopIfCancelled(signal);
    const batch = there.slice(first, first + step);
    await store.readInto(
      bytes,
      batch.map((sha256, slot) => ({ sha256, slot })),
    );
  }
  return photos.filter((sha256) => !store.has(sha256));
}
