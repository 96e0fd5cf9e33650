import { mapInParallel } from '../job/map-in-parallel.ts';
import { pixelBytesPerBatch } from './pixel-store.ts';
import type { RecordStore } from './record-store.ts';
import type { RecordWriter } from './record-writer.ts';
import { recordBytes } from './store-place.ts';

/** Decodes by content. */
export interface Decoding {
  readonly photosAtOnce: number;
  /** Puts the pixels of the photo with this hash into `into`; false where no file of it can be decoded. */
  readonly decode: (sha256: string, into: Uint8Array<SharedArrayBuffer>) => Promise<boolean>;
}

/**
 * Decodes what is missing and appends it, a batch at a time. While one batch is written, the next one is decoded. Throws
 * `cancelled`, and what `decode` and the writer throw.
 */
export async function decodeInto(
  writer: RecordWriter,
  missing: readonly string[],
  { place }: RecordStore,
  { photosAtOnce, decode }: Decoding,
  signal: AbortSignal,
): Promise<void> {
  const size = recordBytes(place.layout);
  const perBatch = Math.max(photosAtOnce, Math.floor(pixelBytesPerBatch / size));
  // Shared with the threads that decode. One is filled while the other is written.
  const rooms = [0, 1].map(
    () => new Uint8Array(new SharedArrayBuffer(Math.min(perBatch, missing.length) * size)),
  );
  let written: Promise<void> = Promise.resolve();
  try {
    for (let first = 0, turn = 0; first < missing.length; first += perBatch, turn = 1 - turn) {
      const batch = missing.slice(first, first + perBatch);
      const room = rooms[turn]!;
      const isThere = await mapInParallel([...batch.keys()], photosAtOnce, signal, (index) =>
        decode(batch[index]!, room.subarray(index * size, (index + 1) * size)),
      );
      await written;
      const decoded = [...batch.keys()].filter((index) => isThere[index]);
      closeGaps(room, decoded, size);
      written = writer.append(
        decoded.map((index) => batch[index]!),
        room.subarray(0, decoded.length * size),
      );
      // A failure is thrown by the next `await written`; until then nobody waits for it.
      written.catch(() => undefined);
    }
  } finally {
    await written;
  }
}

/** Moves the records at these places, which rise, to the front. */
function closeGaps(room: Uint8Array, places: readonly number[], size: number): void {
  for (const [target, place] of places.entries())
    if (place !== target) room.copyWithin(target * size, place * size, (place + 1) * size);
}
