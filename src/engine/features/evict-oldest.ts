import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolders } from '../storage/home.ts';
import { cacheLimit } from './cache-limit.ts';
import { listStores, type StoreOnDisk } from './list-stores.ts';
import { isStoreInUse } from './stores-in-use.ts';
import { tryWriterLock } from '../storage/writer-lock.ts';

export interface EvictionRequest {
  /** What is about to be written, in bytes. */
  readonly roomForBytes?: number;
  /** Keys of stores that stay, whatever their age. */
  readonly keep?: ReadonlySet<string>;
}

const evictedPrefix = 'evicted-';

/**
 * Deletes the longest unused stores until the cache, with the room asked for, is within its limit or nothing more may
 * go: a store that is open in this process, locked by a writer or named in `keep` stays. Gives the keys deleted.
 */
export async function evictOldest({ roomForBytes = 0, keep = new Set() }: EvictionRequest = {}): Promise<
  readonly string[]
> {
  await removeLeftovers();
  const stores = await listStores();
  const cachedBytes = stores.reduce((total, store) => total + store.bytes, 0);
  let excess = cachedBytes + roomForBytes - (await cacheLimit(cachedBytes));
  const evicted: string[] = [];
  for (const store of stores) {
    if (excess <= 0) break;
    if (keep.has(store.key) || isStoreInUse(store.folder) || !(await evict(store))) continue;
    evicted.push(store.key);
    excess -= store.bytes;
  }
  return evicted;
}

/**
 * Deletes one store, unless a writer has it; gives whether it did. Under the store's lock, so that no writer begins
 * meanwhile; renamed first, so that none finds a half of it.
 */
export async function evict({ folder }: StoreOnDisk): Promise<boolean> {
  try {
    const lock = await tryWriterLock(folder);
    if (lock.kind === 'locked') return false;
    const aside = join(homeFolders.cache(), `${evictedPrefix}${randomUUID()}`);
    const moved = await rename(folder, aside).then(
      () => true,
      () => false,
    );
    await lock.release();
    // What cannot be deleted now is a leftover that the next eviction finds.
    if (moved) await rm(aside, { recursive: true, force: true }).catch(() => undefined);
    return moved;
  } catch {
    // A cache that may not be written cannot be made smaller either; who writes into it hears why.
    return false;
  }
}

/** Evicted stores whose deletion was cut short. */
async function removeLeftovers(): Promise<void> {
  const cache = homeFolders.cache();
  const names = (await readdir(cache).catch(() => [])).filter((name) => name.startsWith(evictedPrefix));
  for (const name of names)
    await rm(join(cache, name), { recursive: true, force: true }).catch(() => undefined);
}
