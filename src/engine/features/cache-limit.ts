import { ThawError } from '../../shared/errors/thaw-error.ts';
import { homeFolders } from '../storage/home.ts';
import { freeBytes } from '../storage/free-bytes.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { makeFolder } from '../storage/make-folder.ts';

const mostBytes = 20e9;
const shareOfFreeSpace = 0.2;

/**
 * What the cache may hold, in bytes: `THAW_CACHE_LIMIT_BYTES`, else the smaller of 20 GB and 20 % of the free space.
 * What the cache holds already (`cachedBytes`) counts as free, or the limit would sink while it fills. Throws
 * `invalid-setting`, `permission-denied`.
 */
export async function cacheLimit(cachedBytes: number): Promise<number> {
  const setting = process.env.THAW_CACHE_LIMIT_BYTES;
  if (setting) {
    if (/^\d{1,15}$/.test(setting)) return Number(setting);
    throw new ThawError('invalid-setting', {
      setting: 'THAW_CACHE_LIMIT_BYTES',
      value: setting,
      expected: '20000000000',
    });
  }
  const folder = homeFolders.cache();
  try {
    await makeFolder(folder);
    return Math.floor(Math.min(mostBytes, shareOfFreeSpace * ((await freeBytes(folder)) + cachedBytes)));
  } catch (error) {
    throw asStorageError(error, folder, 'write');
  }
}
