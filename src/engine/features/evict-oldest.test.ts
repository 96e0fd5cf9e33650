import { mkdir, readdir, statfs, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { madeHash, madePlace, writeMade } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { homeFolders } from '../storage/home.ts';
import { holderHere } from '../storage/lock-holder.ts';
import { cacheLimit } from './cache-limit.ts';
import { dropOvergrown } from './drop-overgrown.ts';
import { evictOldest } from './evict-oldest.ts';
import { listStores } from './list-stores.ts';
import { openRecordStore, storeFiles } from './record-store.ts';
import { openRecordWriter } from './record-writer.ts';
import type { StorePlace } from './store-place.ts';
import { lockName } from '../storage/writer-lock.ts';

const names = ['oldest', 'middle', 'newest'] as const;
const place = (name: (typeof names)[number]): StorePlace => madePlace(10_000, name);
const [oldest, middle, newest] = [place('oldest').key, place('middle').key, place('newest').key];
const remaining = async (): Promise<readonly string[]> => (await listStores()).map(({ key }) => key);
const limit = (bytes: number): void => {
  vi.stubEnv('THAW_CACHE_LIMIT_BYTES', String(bytes));
};

describe('eviction', () => {
  useTemporaryCache();

  beforeEach(async () => {
    for (const [hour, name] of names.entries()) {
      const made = place(name);
      await writeMade(made, [0, 1]);
      const used = new Date(2020, 0, 1, hour);
      await utimes(join(made.folder, storeFiles.description), used, used);
    }
  });

  it('leaves a cache within its limit alone', async () => {
    limit(70_000);
    expect(await evictOldest()).toEqual([]);
    expect(await remaining()).toEqual([oldest, middle, newest]);
  });

  it('deletes the longest unused first, until the limit holds', async () => {
    limit(50_000);
    expect(await evictOldest()).toEqual([oldest]);
    expect(await evictOldest({ roomForBytes: 20_000 })).toEqual([middle]);
    expect(await remaining()).toEqual([newest]);
    expect(await readdir(homeFolders.cache())).toEqual([newest]);
  });

  it('counts opening as use', async () => {
    await (await openRecordStore(place('oldest'))).close();
    limit(50_000);
    expect(await evictOldest()).toEqual([middle]);
  });

  it('spares what is open, locked by another process or to be kept', async () => {
    limit(0);
    const reader = await openRecordStore(place('oldest'));
    const writer = await openRecordWriter(place('middle'), new AbortController().signal);
    expect(await evictOldest({ keep: new Set([newest]) })).toEqual([]);
    await reader.close();
    await writer.close();
    const other = { ...holderHere(), pid: process.ppid, began: '' };
    await writeFile(join(place('middle').folder, lockName), JSON.stringify(other));
    expect(await evictOldest()).toEqual([newest, oldest]);
  });

  it('gives an evicted store anew to who writes next', async () => {
    limit(0);
    await evictOldest();
    await writeMade(place('oldest'), [1]);
    const store = await openRecordStore(place('oldest'));
    expect([store.has(madeHash(0)), store.has(madeHash(1))]).toEqual([false, true]);
    await store.close();
  });

  it('finishes deletions that were cut short, and touches nothing that is not a store', async () => {
    limit(0);
    await mkdir(join(homeFolders.cache(), 'evicted-left', 'more'), { recursive: true });
    await mkdir(join(homeFolders.cache(), 'of-somebody'));
    await mkdir(join(homeFolders.cache(), 'ab'.repeat(32)));
    await evictOldest();
    expect(await readdir(homeFolders.cache())).toEqual(['ab'.repeat(32), 'of-somebody']);
    // An empty store takes no room; one left without its files by a kill goes when room is wanted.
    await evictOldest({ roomForBytes: 1 });
    expect(await readdir(homeFolders.cache())).toEqual(['of-somebody']);
  });

  it('drops a store that outgrew its use', async () => {
    limit(50_000);
    expect(await dropOvergrown(place('oldest'), 1)).toBe(false);
    await writeMade(place('oldest'), [2]);
    expect(await dropOvergrown(place('oldest'), 2)).toBe(false);
    const reader = await openRecordStore(place('oldest'));
    expect(await dropOvergrown(place('oldest'), 1)).toBe(false);
    await reader.close();
    expect(await dropOvergrown(place('oldest'), 1)).toBe(true);
    expect(await remaining()).toEqual([middle, newest]);
  });
});

describe('cacheLimit', () => {
  useTemporaryCache();

  it('is a share of the free space, at most 20 GB, and does not sink as the cache fills', async () => {
    expect(await cacheLimit(1e15)).toBe(20e9);
    const { bavail, bsize } = await statfs(homeFolders.cache());
    const expected = Math.min(20e9, 0.2 * (bavail * bsize + 5e9));
    expect(Math.abs((await cacheLimit(5e9)) - expected)).toBeLessThan(0.05 * expected);
  });

  it('is what the user says, and refuses what is no number', async () => {
    limit(123);
    expect(await cacheLimit(0)).toBe(123);
    vi.stubEnv('THAW_CACHE_LIMIT_BYTES', '20 GB');
    await expect(cacheLimit(0)).rejects.toMatchObject({ code: 'invalid-setting', facts: { value: '20 GB' } });
  });
});
