import { type FileHandle, open, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { asStorageError } from '../storage/storage-error.ts';
import { readRecords, recordsFile, type StoreContent, type WantedRecord } from './read-records.ts';
import { parseIndex } from './record-index.ts';
import { recordBytes, type StorePlace } from './store-place.ts';
import { useStore } from './stores-in-use.ts';

/*
 * A record store is a folder: description.json, records.bin (records of one size, one after the other) and index.txt
 * (a line a record, see ./record-index.ts). This file and ./read-records.ts read; ./record-writer.ts writes, one
 * process at a time. Data is on disk before its index line is, so whatever the index names is there; checksums find
 * what was damaged later.
 */

export const storeFiles = {
  description: 'description.json',
  records: recordsFile,
  index: 'index.txt',
} as const;

export interface RecordReading {
  /** The records in the order asked for, record after record; the places of lost ones hold anything. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Photos whose record is not there or damaged. From now on `has` says false for them. */
  readonly lost: readonly string[];
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

async function openContent({ folder, layout }: StorePlace): Promise<StoreContent> {
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
