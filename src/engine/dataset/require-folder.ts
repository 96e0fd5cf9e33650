import { opendir } from 'node:fs/promises';
import type { SkipReason } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';

/**
 * After a photo could not be read: it alone is left out only where the data set's folder is still there. Where the
 * whole folder went, such as with a drive that was pulled out, all further photos would be missing too. Throws
 * `drive-gone`; a folder without entries is a place where a drive was.
 */
export async function requireFolder(folder: string, reason: SkipReason): Promise<void> {
  if (reason !== 'missing' && reason !== 'unreadable') return;
  try {
    const place = await opendir(folder);
    const entry = await place.read();
    await place.close();
    if (entry !== null) return;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw asStorageError(error, folder, 'read');
  }
  throw new ThawError('drive-gone', { path: folder });
}
