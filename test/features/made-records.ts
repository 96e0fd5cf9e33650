import { createHash } from 'node:crypto';
import { openRecordWriter } from '../../src/engine/features/record-writer.ts';
import { recordBytes, type StorePlace, storePlace } from '../../src/engine/features/store-place.ts';

/** A store of byte records; other names, other stores. */
export function madePlace(bytes = 5, name = 'made'): StorePlace {
  return storePlace({ kind: name }, { type: 'uint8', shape: [bytes] });
}

/** The SHA-256 of a made photo. */
export function madeHash(photo: number): string {
  return createHash('sha256').update(`photo ${photo}`).digest('hex');
}

/** The records of made photos, one after the other: bytes that differ by photo and place. */
export function madeRecords(place: StorePlace, photos: readonly number[]): Uint8Array {
  const size = recordBytes(place.layout);
  const bytes = new Uint8Array(photos.length * size);
  photos.forEach((photo, slot) => {
    for (let index = 0; index < size; index++)
      bytes[slot * size + index] = (photo * 31 + index * 7 + 1) % 251;
  });
  return bytes;
}

/** Writes made photos in batches, and closes the store. */
export async function writeMade(
  place: StorePlace,
  ...batches: readonly (readonly number[])[]
): Promise<void> {
  const writer = await openRecordWriter(place, new AbortController().signal, 0);
  for (const batch of batches) await writer.append(batch.map(madeHash), madeRecords(place, batch));
  await writer.close();
}
