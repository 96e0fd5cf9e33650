import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type IndexEntry, recordChecksum } from './record-index.ts';
import { recordBytes, type StorePlace } from './store-place.ts';

/** In a store's folder: records of one size, one after the other. */
export const recordsFile = 'records.bin';

/** Reads of neighbouring records are joined up to this size. */
const bytesPerRead = 8 * 2 ** 20;

/** What a store held when it was looked at. */
export interface StoreContent {
  /** null: nothing was ever written. */
  readonly handle: FileHandle | null;
  /** Those found damaged are taken out. */
  readonly entries: Map<string, IndexEntry>;
}

/** A photo whose record is wanted, and the place that it is wanted at, counted in records. */
export interface WantedRecord {
  readonly sha256: string;
  readonly slot: number;
}

interface FoundRecord extends WantedRecord {
  readonly entry: IndexEntry;
}

/**
 * Reads the records of photos into `bytes`, each at its slot, in the order they lie on disk. Returns the photos whose
 * record is not there or damaged. Throws `file-damaged` where the disk gives it no more.
 */
export async function readRecords(
  { key, folder, layout }: StorePlace,
  { handle, entries }: StoreContent,
  bytes: Uint8Array,
  wanted: readonly WantedRecord[],
): Promise<readonly string[]> {
  const size = recordBytes(layout);
  const lost: string[] = [];
  const found: FoundRecord[] = [];
  for (const { sha256, slot } of wanted) {
    const entry = entries.get(sha256);
    if (entry) found.push({ sha256, entry, slot });
    else lost.push(sha256);
  }
  found.sort((one, other) => one.entry.number - other.entry.number);
  const runs = [...neighbours(found, Math.max(1, Math.floor(bytesPerRead / size)))];
  // All at once: while a training step blocks the thread, the reads of the next batch go on by themselves.
  const filled = runs.map((run) => {
    const first = run[0]!;
    const target = bytes.subarray(first.slot * size, (first.slot + run.length) * size);
    return fill(handle!, target, first.entry.number * size);
  });
  // Every read ends before the handle may be closed, also where one of them fails.
  await Promise.allSettled(filled);
  await Promise.all(filled).catch((error: unknown) => {
    throw asReadError(error, join(folder, recordsFile));
  });
  for (const run of runs)
    for (const { sha256, entry, slot } of run) {
      const record = bytes.subarray(slot * size, (slot + 1) * size);
      if (recordChecksum(key, sha256, record) === entry.checksum) continue;
      if (entries.get(sha256) === entry) entries.delete(sha256);
      lost.push(sha256);
    }
  return lost;
}

/** Cuts the list where records do not follow each other both on disk and in the result: each piece is one read. */
function* neighbours(found: readonly FoundRecord[], longest: number): Generator<readonly FoundRecord[]> {
  for (let start = 0, end; start < found.length; start = end) {
    const { entry, slot } = found[start]!;
    for (end = start + 1; end < found.length && end - start < longest; end++) {
      const next = found[end]!;
      const step = end - start;
      if (next.entry.number !== entry.number + step || next.slot !== slot + step) break;
    }
    yield found.slice(start, end);
  }
}

/** What lies beyond the file's end stays as it is: zeros or another record, which no checksum takes for this one. */
async function fill(handle: FileHandle, target: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) return;
    done += bytesRead;
  }
}

/** A sector that cannot be read any more is damage. */
function asReadError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EIO' ? new ThawError('file-damaged', { file, detail: code }, { cause: error }) : error;
}
