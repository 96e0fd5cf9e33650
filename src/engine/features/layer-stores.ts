import type { Photo } from '../../shared/dataset.ts';
import { evictOldest } from './evict-oldest.ts';
import { missingRecords } from './missing-records.ts';
import type { RecordStore } from './record-store.ts';
import { openRecordWriter, type RecordWriter } from './record-writer.ts';
import { recordBytes } from './store-place.ts';

/** The stores of one frozen pass, by the layer's name. */
export type LayerStores = ReadonlyMap<string, RecordStore>;

/** Photos that one of the stores lacks. */
export async function missingPhotos(
  photos: readonly Photo[],
  stores: LayerStores,
  signal: AbortSignal,
): Promise<readonly Photo[]> {
  const hashes = photos.map((photo) => photo.sha256);
  const missing = new Set<string>();
  for (const store of stores.values())
    for (const sha256 of await missingRecords(store, hashes, signal)) missing.add(sha256);
  return photos.filter((photo) => missing.has(photo.sha256));
}

/** Evicts what is in the way of so many photos' features. */
export async function makeRoom(photos: number, stores: LayerStores): Promise<void> {
  const bytesEach = [...stores.values()].reduce((total, { place }) => total + recordBytes(place.layout), 0);
  await evictOldest({ roomForBytes: photos * bytesEach });
}

/** Locks are taken in the order of the keys, so that two processes never wait for each other. */
export async function openWriters(
  stores: LayerStores,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, RecordWriter>> {
  const writers = new Map<string, RecordWriter>();
  const inOrder = [...stores].sort(([, one], [, other]) => (one.place.key < other.place.key ? -1 : 1));
  try {
    for (const [layer, { place }] of inOrder) writers.set(layer, await openRecordWriter(place, signal));
    return writers;
  } catch (error) {
    for (const writer of writers.values()) await writer.close();
    throw error;
  }
}

export async function refreshAll(stores: LayerStores): Promise<void> {
  for (const store of stores.values()) await store.refresh();
}
