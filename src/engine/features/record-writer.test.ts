import {
  appendFile,
  type FileHandle,
  mkdir,
  open,
  readFile,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { madeHash, madePlace, madeRecords, writeMade } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { openRecordStore, storeFiles } from './record-store.ts';
import { openRecordWriter, type RecordWriter } from './record-writer.ts';
import type { StorePlace } from './store-place.ts';
import { lockName } from '../storage/writer-lock.ts';

const never = new AbortController().signal;
const batches = [[0, 1], [2], [3, 4, 5]];
const photos = batches.flat();

/** The photos there, after each was read and found right. */
async function photosIn(place: StorePlace): Promise<readonly number[]> {
  const store = await openRecordStore(place);
  const there = [...photos, 9].filter((photo) => store.has(madeHash(photo)));
  const { bytes, lost } = await store.read(there.map(madeHash));
  expect(lost).toEqual([]);
  expect(bytes).toEqual(madeRecords(place, there));
  await store.close();
  return there;
}

async function append(writer: RecordWriter, place: StorePlace, batch: readonly number[]): Promise<void> {
  await writer.append(batch.map(madeHash), madeRecords(place, batch));
}

/** What every file handle of Node inherits from. */
async function handlePrototype(): Promise<FileHandle> {
  const handle = await open(process.execPath, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** For hundreds of writes that no power cut will meet. */
async function flushQuickly(): Promise<void> {
  vi.spyOn(await handlePrototype(), 'datasync').mockResolvedValue();
}

describe('openRecordWriter', () => {
  useTemporaryCache();

  it('keeps what it was given, with the description beside it', async () => {
    const place = madePlace();
    await writeMade(place, ...batches);
    expect(await photosIn(place)).toEqual(photos);
    expect(await readFile(join(place.folder, storeFiles.description), 'utf8')).toBe(place.description);
    await expect(stat(join(place.folder, lockName))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes whole batches only', async () => {
    const place = madePlace();
    const writer = await openRecordWriter(place, never);
    await expect(writer.append([madeHash(0)], new Uint8Array(4))).rejects.toThrow(RangeError);
    await writer.close();
    expect(await photosIn(place)).toEqual([]);
  });

  it.each([storeFiles.records, storeFiles.index])('goes on after %s was cut at any byte', async (name) => {
    const place = madePlace(3);
    await writeMade(place, [0], [1]);
    await flushQuickly();
    const whole = await Promise.all(
      [storeFiles.records, storeFiles.index].map((file) => readFile(join(place.folder, file))),
    );
    const { size } = await stat(join(place.folder, name));
    for (let length = 0; length <= size; length++) {
      await writeFile(join(place.folder, storeFiles.records), whole[0]!);
      await writeFile(join(place.folder, storeFiles.index), whole[1]!);
      await truncate(join(place.folder, name), length);
      const kept = await photosIn(place);
      expect(kept).toEqual([0, 1].slice(0, Math.floor((length / size) * 2)));
      await writeMade(place, [9]);
      expect(await photosIn(place)).toEqual([...kept, 9]);
      expect((await stat(join(place.folder, storeFiles.records))).size).toBe((kept.length + 1) * 3);
    }
  });

  it('overwrites the half batch that a kill left behind the last whole one', async () => {
    const place = madePlace();
    await writeMade(place, [0, 1]);
    await appendFile(join(place.folder, storeFiles.records), Buffer.alloc(13, 7));
    await appendFile(join(place.folder, storeFiles.index), '2 0123');
    await writeMade(place, [2], [3, 4, 5]);
    expect(await photosIn(place)).toEqual(photos);
    expect((await stat(join(place.folder, storeFiles.records))).size).toBe(photos.length * 5);
  });

  it('repairs an index and a description of rubbish', async () => {
    const place = madePlace();
    await writeMade(place, [0, 1]);
    await writeFile(join(place.folder, storeFiles.index), Buffer.alloc(300, 0xff));
    await writeFile(join(place.folder, storeFiles.description), '{}');
    await writeMade(place, [2]);
    expect(await photosIn(place)).toEqual([2]);
    expect(await readFile(join(place.folder, storeFiles.description), 'utf8')).toBe(place.description);
  });

  it('replaces a damaged record by the one that is added later', async () => {
    const place = madePlace();
    await writeMade(place, [0, 1]);
    const handle = await open(join(place.folder, storeFiles.records), 'r+');
    await handle.write(Buffer.from([0xee]), 0, 1, 2);
    await handle.close();
    await writeMade(place, [0]);
    expect(await photosIn(place)).toEqual([0, 1]);
  });

  it('says that the disk is full, and stays whole', async () => {
    const place = madePlace();
    await writeMade(place, [0]);
    const writer = await openRecordWriter(place, never);
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    // The data is written, the index line is not.
    vi.spyOn(await handlePrototype(), 'datasync')
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(full);
    await expect(append(writer, place, [1, 2])).rejects.toMatchObject({ code: 'disk-full' });
    await append(writer, place, [3]);
    await writer.close();
    expect(await photosIn(place)).toEqual([0, 3]);
  });

  it('waits for another writer, as long as that one gets on', async () => {
    const place = madePlace();
    const first = await openRecordWriter(place, never);
    const second = openRecordWriter(place, never, 10_000);
    await append(first, place, [0]);
    await first.close();
    const writer = await second;
    await append(writer, place, [1]);
    await writer.close();
    expect(await photosIn(place)).toEqual([0, 1]);
  });

  it('gives up on a writer that does not get on, and when cancelled', async () => {
    const place = madePlace();
    const first = await openRecordWriter(place, never);
    const locked = {
      code: 'locked-by-other',
      facts: { path: place.folder, pid: process.pid, machine: null },
    };
    await expect(openRecordWriter(place, never, 0)).rejects.toMatchObject(locked);
    const cancel = new AbortController();
    const waiting = openRecordWriter(place, cancel.signal);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await append(first, place, [0]);
    await first.close();
    expect(await photosIn(place)).toEqual([0]);
  });

  it('writes no more once its lock was taken over', async () => {
    const place = madePlace();
    const writer = await openRecordWriter(place, never);
    const other = JSON.stringify({ pid: process.ppid, began: '', token: 'other' });
    await writeFile(join(place.folder, lockName), other);
    await expect(append(writer, place, [0])).rejects.toMatchObject({ code: 'locked-by-other' });
    await writer.close();
    expect(await readFile(join(place.folder, lockName), 'utf8')).toBe(other);
    expect(await photosIn(place)).toEqual([]);
  });

  it('names the place where it may not write', async () => {
    const place = madePlace();
    await mkdir(join(place.folder, '..'), { recursive: true });
    await writeFile(place.folder, 'a file where the folder should be');
    await expect(openRecordWriter(place, never)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
