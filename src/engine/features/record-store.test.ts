import { appendFile, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeHash, madePlace, madeRecords, writeMade } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { openRecordStore, storeFiles } from './record-store.ts';
import { openRecordWriter } from './record-writer.ts';
import type { StorePlace } from './store-place.ts';

const hashes = (photos: readonly number[]): string[] => photos.map(madeHash);

describe('openRecordStore', () => {
  useTemporaryCache();

  it('is empty where nothing was ever written, and makes no folder', async () => {
    const store = await openRecordStore(madePlace());
    expect(store.has(madeHash(1))).toBe(false);
    expect((await store.read(hashes([1]))).lost).toEqual(hashes([1]));
    await store.close();
    await expect(readFile(store.place.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('gives records in the order asked for, again and again the same', async () => {
    const place = madePlace(7);
    await writeMade(place, [0, 1, 2], [3, 4], [5, 6, 7, 8, 9]);
    const store = await openRecordStore(place);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), async (photos) => {
        const { bytes, lost } = await store.read(hashes(photos));
        expect(lost).toEqual([]);
        expect(bytes).toEqual(madeRecords(place, photos));
      }),
    );
    await store.close();
  });

  it('gives records to the places that they are wanted at, and leaves the others as they are', async () => {
    const place = madePlace(7);
    await writeMade(place, [0, 1, 2, 3]);
    const store = await openRecordStore(place);
    const bytes = new Uint8Array(5 * 7).fill(9);
    const wanted = [
      { sha256: madeHash(2), slot: 4 },
      { sha256: madeHash(1), slot: 0 },
      { sha256: madeHash(8), slot: 2 },
      { sha256: madeHash(2), slot: 3 },
    ];
    expect(await store.readInto(bytes, wanted)).toEqual([madeHash(8)]);
    const untouched = new Uint8Array(7).fill(9);
    expect(bytes.subarray(0, 7)).toEqual(madeRecords(place, [1]));
    for (const slot of [1, 2]) expect(bytes.subarray(slot * 7, (slot + 1) * 7)).toEqual(untouched);
    expect(bytes.subarray(21)).toEqual(madeRecords(place, [2, 2]));
    await store.close();
  });

  it('reads records longer than one read takes', async () => {
    const place = madePlace(9 * 2 ** 20);
    await writeMade(place, [0, 1]);
    const store = await openRecordStore(place);
    const { bytes, lost } = await store.read(hashes([1]));
    expect(lost).toEqual([]);
    expect(Buffer.compare(bytes, madeRecords(place, [1]))).toBe(0);
    await store.close();
  });

  it('sees what is written later once it is refreshed', async () => {
    const place = madePlace();
    await writeMade(place, [0]);
    const store = await openRecordStore(place);
    await writeMade(place, [1, 2]);
    expect(store.has(madeHash(2))).toBe(false);
    await store.refresh();
    expect((await store.read(hashes([2, 0]))).bytes).toEqual(madeRecords(place, [2, 0]));
    await store.close();
  });

  it('serves many readers while a writer adds, and never gives a half record', async () => {
    const place = madePlace(3000);
    const writer = await openRecordWriter(place, new AbortController().signal, 0);
    let writing = true;
    const read = async (): Promise<number> => {
      let found = 0;
      while (writing || found < 60) {
        const store = await openRecordStore(place);
        const there = Array.from({ length: 60 }, (_, photo) => photo).filter((photo) =>
          store.has(madeHash(photo)),
        );
        const { bytes, lost } = await store.read(hashes(there));
        expect(lost).toEqual([]);
        expect(Buffer.compare(bytes, madeRecords(place, there))).toBe(0);
        found = there.length;
        await store.close();
      }
      return found;
    };
    const readers = [read(), read(), read()];
    for (let photo = 0; photo < 60; photo += 3) {
      const batch = [photo, photo + 1, photo + 2];
      await writer.append(hashes(batch), madeRecords(place, batch));
    }
    writing = false;
    expect(await Promise.all(readers)).toEqual([60, 60, 60]);
    await writer.close();
  });
});

describe('a damaged store', () => {
  useTemporaryCache();
  const photos = [0, 1, 2, 3];

  async function readAll(place: StorePlace): Promise<readonly string[]> {
    const store = await openRecordStore(place);
    for (const photo of photos) {
      const { bytes, lost } = await store.read([madeHash(photo)]);
      if (lost.length === 0) expect(bytes).toEqual(madeRecords(place, [photo]));
      else expect(store.has(madeHash(photo))).toBe(false);
    }
    const { lost } = await store.read(hashes(photos));
    await store.close();
    return lost;
  }

  it('loses the one record that a changed byte is in', async () => {
    const place = madePlace(4);
    await writeMade(place, [0, 1], [2, 3]);
    const file = join(place.folder, storeFiles.records);
    const bytes = await readFile(file);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      await writeFile(file, changed);
      expect(await readAll(place)).toEqual([madeHash(Math.floor(at / 4))]);
    }
  });

  it('does not take records of another photo or another store, or zeros, for its own', async () => {
    const [place, other] = [madePlace(4), madePlace(4, 'other')];
    await writeMade(place, photos);
    await writeMade(other, photos);
    const file = join(place.folder, storeFiles.records);
    const bytes = await readFile(file);
    await writeFile(
      file,
      Buffer.concat([bytes.subarray(4, 8), bytes.subarray(0, 4), Buffer.alloc(4), bytes.subarray(12)]),
    );
    expect(await readAll(place)).toEqual(hashes([0, 1, 2]));
    await writeFile(
      join(place.folder, storeFiles.index),
      await readFile(join(other.folder, storeFiles.index)),
    );
    await writeFile(file, bytes);
    expect(await readAll(place)).toEqual(hashes(photos));
  });

  it('goes without the records that its index no longer names', async () => {
    const place = madePlace(4);
    await writeMade(place, photos);
    await appendFile(join(place.folder, storeFiles.index), '4 rubbish');
    expect(await readAll(place)).toEqual([]);
    await rm(join(place.folder, storeFiles.index));
    expect(await readAll(place)).toEqual(hashes(photos));
  });

  it('finds records cut away under an open reader', async () => {
    const place = madePlace(4);
    await writeMade(place, photos);
    const store = await openRecordStore(place);
    const handle = await open(join(place.folder, storeFiles.records), 'r+');
    await handle.truncate(6);
    await handle.close();
    const { bytes, lost } = await store.read(hashes(photos));
    expect(lost).toEqual(hashes([1, 2, 3]));
    expect(bytes.subarray(0, 4)).toEqual(madeRecords(place, [0]));
    await store.close();
  });
});
