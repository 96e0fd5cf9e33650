import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolders } from '../storage/home.ts';
import { storeFiles } from './record-store.ts';
import { storeName } from './store-place.ts';

/** A store on disk, seen from outside. */
export interface StoreOnDisk {
  readonly key: string;
  readonly folder: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
}

/** All stores of the cache, the longest unused first. */
export async function listStores(): Promise<readonly StoreOnDisk[]> {
  const cache = homeFolders.cache();
  const names = (await readdir(cache).catch(() => [])).filter((name) => storeName.test(name));
  const stores = await Promise.all(names.map((key) => storeOnDisk(key, join(cache, key))));
  return stores.sort((one, other) => one.lastUsed - other.lastUsed);
}

async function storeOnDisk(key: string, folder: string): Promise<StoreOnDisk> {
  const facts = await Promise.all(
    Object.values(storeFiles).map((name) => stat(join(folder, name)).catch(() => null)),
  );
  const bytes = facts.reduce((total, found) => total + (found?.size ?? 0), 0);
  // A store that a kill left without its description is as old as its folder.
  const dated = facts[0] ?? (await stat(folder).catch(() => null));
  return { key, folder, bytes, lastUsed: dated?.mtimeMs ?? 0 };
}
