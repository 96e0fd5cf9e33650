import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { indexLine, recordChecksum } from './record-index.ts';
import { storeFiles } from './record-store.ts';
import { describeStore, repairStore } from './repair-store.ts';
import { recordBytes, type StorePlace } from './store-place.ts';
import { useStore } from './stores-in-use.ts';
import { writeWhole } from '../storage/write-whole.ts';
import { tryWriterLock, type WriterLock } from '../storage/writer-lock.ts';

/** A store open for writing. */
export interface RecordWriter {
  /**
   * Adds a batch: `bytes` holds one record after the other, one for each photo (SHA-256). Once it resolves, the batch
   * survives a kill and a power cut. One call at a time. Throws `disk-full`, `permission-denied`, and
   * `locked-by-other` where another process has taken the store over; the store stays whole then.
   */
  append(photos: readonly string[], bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes the store's lock, cuts off what a kill left half-written, and repairs the index. Waits while another process
 * writes, as long as its work grows; throws `locked-by-other` once it has not for `patience` milliseconds. The default
 * is longer than a batch takes on the slowest backend. Throws `cancelled`, `permission-denied` and `disk-full` too.
 */
export async function openRecordWriter(
  place: StorePlace,
  signal: AbortSignal,
  patience = 120_000,
): Promise<RecordWriter> {
  const endUse = useStore(place.folder);
  let lock: WriterLock | null = null;
  try {
    lock = await waitForLock(place, signal, patience);
    return await openWriter(place, lock, endUse);
  } catch (error) {
    await lock?.release();
    endUse();
    throw asStorageError(error, place.folder, 'write');
  }
}

async function waitForLock(
  { folder }: StorePlace,
  signal: AbortSignal,
  patience: number,
): Promise<WriterLock> {
  let lastSize = -1;
  for (let grown = performance.now(); ;) {
    const lock = await tryWriterLock(folder);
    if (lock.kind === 'held') return lock;
    const size = await stat(join(folder, storeFiles.index)).then(
      (found) => found.size,
      () => 0,
    );
    if (size !== lastSize) [lastSize, grown] = [size, performance.now()];
    if (performance.now() - grown >= patience) throw new ThawError('locked-by-other', lock.by);
    await wait(100, undefined, { signal }).catch(() => undefined);
    stopIfCancelled(signal);
  }
}

async function openWriter(place: StorePlace, lock: WriterLock, endUse: () => void): Promise<RecordWriter> {
  const { key, folder, layout } = place;
  const size = recordBytes(layout);
  const file = join(folder, storeFiles.records);
  await describeStore(place);
  const records = await openToChange(file);
  let index: FileHandle | null = null;
  try {
    let { nextNumber, indexBytes } = await repairStore(place, records);
    const indexHandle = (index = await openToChange(join(folder, storeFiles.index)));
    return {
      append: async (photos, bytes) => {
        if (bytes.length !== photos.length * size)
          throw new RangeError(`${bytes.length} bytes, not ${photos.length} x ${size}`);
        await lock.requireHeld();
        const lines = photos.map((sha256, place) => {
          const checksum = recordChecksum(key, sha256, bytes.subarray(place * size, (place + 1) * size));
          return indexLine(sha256, { number: nextNumber + place, checksum });
        });
        const text = Buffer.from(lines.join(''));
        try {
          await writeFlushed(records, bytes, nextNumber * size);
          await writeFlushed(indexHandle, text, indexBytes);
        } catch (error) {
          // The counts stay: the next batch overwrites what cannot be cut off now.
          await records.truncate(nextNumber * size).catch(() => undefined);
          await indexHandle.truncate(indexBytes).catch(() => undefined);
          throw asStorageError(error, file, 'write');
        }
        nextNumber += photos.length;
        indexBytes += text.length;
      },
      close: async () => {
        await records.close();
        await indexHandle.close();
        await lock.release();
        endUse();
      },
    };
  } catch (error) {
    await records.close();
    await index?.close();
    throw error;
  }
}

/** To read and write at any place, made where it is missing, its content kept. */
async function openToChange(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDWR | constants.O_CREAT, 0o644);
}

async function writeFlushed(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  await writeWhole(handle, bytes, position);
  await handle.datasync();
}
