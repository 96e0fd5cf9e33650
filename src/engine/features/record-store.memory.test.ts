import { describe, expect, it } from 'vitest';
import { madeHash, madePlace, madeRecords } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { missingRecords } from './missing-records.ts';
import { openRecordStore } from './record-store.ts';
import { openRecordWriter } from './record-writer.ts';

describe('a large store', () => {
  useTemporaryCache();

  it('is written, checked and read in memory that does not grow with it', async () => {
    const { signal } = new AbortController();
    const place = madePlace(2 ** 20, 'large');
    const photos = Array.from({ length: 400 }, (_, photo) => photo);
    const batch = 20;
    const records = madeRecords(place, photos.slice(0, batch));
    const before = process.memoryUsage().rss;
    let highest = before;
    const look = (): void => {
      highest = Math.max(highest, process.memoryUsage().rss);
    };
    const writer = await openRecordWriter(place, signal);
    for (let first = 0; first < photos.length; first += batch) {
      await writer.append(photos.slice(first, first + batch).map(madeHash), records);
      look();
    }
    await writer.close();
    const store = await openRecordStore(place);
    expect(await missingRecords(store, photos.map(madeHash), signal)).toEqual([]);
    look();
    for (let first = 0; first < photos.length; first += batch) {
      const { bytes } = await store.read(photos.slice(first, first + batch).map(madeHash));
      expect(Buffer.compare(bytes, records)).toBe(0);
      look();
    }
    await store.close();
    // 400 MB went through. A few batches of 20 MB wait for the garbage collector.
    expect(highest - before).toBeLessThan(160e6);
  });
});
