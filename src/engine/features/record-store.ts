import { type FileHandle, open, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { type IndexEntry, parseIndex, recordChecksum } from './record-index.ts';
import { recordBytes, type StorePlace } from './store-place.ts';
import { useStore } from './stores-in-use.ts';

/*
 * A record store is a folder: description.json, records.bin (records of one size, one after the other) and index.txt
 * (a line a record, see ./record-index.ts). This file reads; ./record-writer.ts writes, one process at a time. Data is
 * on disk before its index line is, so whatever the index names is there; checksums find what was damaged later.
 */

export const storeFiles = {
  description: 'description.json',
  records: 'records.bin',
  index: 'index.txt',
} as const;

/** Reads of neighbouring records are joined up to this size. */
const bytesPerRead = 8 * 2 ** 20;

export interface RecordReading {
  /** The records in the order asked for, record after record; the places of lost ones hold anything. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Photos whose record is not there or damaged. From now on `has` says false for them. */
  readonly lost: readonly string[];
}

/** A photo whose record is wanted, and the place that it is wanted at, counted in records. */
export interface WantedRecord {
  readonly sha256: string;
  readonly slot: number;
}

/** A store open for reading; any number at once, also while a writer adds to it. */
export interface RecordStore {
  readonly place: StorePlace;
  has(sha256: string): boolean;
  /** The records of these photos, by their SHA-256. Reads only them, in the order they lie on disk. */
  read(photos: readonly string[]): Promise<RecordReading>;
  /** The same into memory that is there, each record at its slot; gives those that are lost. */
  readInto(bytes: Uint8Array, wanted: readonly WantedRecord[]): Promise<RecordReading['lost']>;
  /** Takes notice of what was written since the store was opened. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a store for reading and notes that it was used; one that does not exist is empty. Throws `permission-denied`. */
export async function openRecordStore(place: StorePlace): Promise<RecordStore> {
  const endUse = useStore(place.folder);
  let content = await openContent(place).catch((error: unknown) => {
    endUse();
    throw error;
  });
  await noteUse(place);
  return {
    place,
    has: (sha256) => content.entries.has(sha256),
    async read(photos) {
      const bytes = new Uint8Array(photos.length * recordBytes(place.layout));
      const wanted = photos.map((sha256, slot) => ({ sha256, slot }));
      return { bytes, lost: await readRecords(place, content, bytes, wanted) };
    },
    readInto: (bytes, wanted) => readRecords(place, content, bytes, wanted),
    refresh: async () => {
      const before = content;
      content = await openContent(place);
      await before.handle?.close();
    },
    close: async () => {
      endUse();
      const { handle } = content;
      content = { handle: null, entries: new Map() };
      await handle?.close();
    },
  };
}

interface Content {
  /** null: nothing was ever written. */
  readonly handle: FileHandle | null;
  readonly entries: Map<string, IndexEntry>;
}

async function openContent({ folder, layout }: StorePlace): Promise<Content> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(join(folder, storeFiles.records), 'r');
    const { entries } = parseIndex(await readFile(join(folder, storeFiles.index), 'utf8'));
    const { size } = await handle.stat();
    for (const [sha256, { number }] of entries) {
      if ((number + 1) * recordBytes(layout) > size) entries.delete(sha256);
    }
    return { handle, entries };
  } catch (error) {
    await handle?.close();
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { handle: null, entries: new Map() };
    throw asStorageError(error, folder, 'read');
  }
}

/** Eviction takes the store whose description is the oldest file. A cache that may only be read serves all the same. */
async function noteUse({ folder }: StorePlace): Promise<void> {
  const now = new Date();
  await utimes(join(folder, storeFiles.description), now, now).catch(() => undefined);
}

interface FoundRecord extends WantedRecord {
  readonly entry: IndexEntry;
}

async function readRecords(
  { key, folder, layout }: StorePlace,
  { handle, entries }: Content,
  bytes: Uint8Array,
  wanted: readonly WantedRecord[],
): Promise<RecordReading['lost']> {
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
    throw asReadError(error, join(folder, storeFiles.records));
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
