import { constants } from 'node:fs';
import { access, copyFile, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import { growingPath } from '../../engine/dataset/copy-file.ts';
import { giveFreeName } from '../../engine/dataset/give-free-name.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';

/**
 * Copies a photo into a folder under its own name, or where that is taken as `NAME (2).jpg`. The copy grows under
 * another name, is compared by its size, and only then gets its own. Returns why the photo cannot be read, else null.
 * Throws `disk-full`, `permission-denied` for the folder.
 */
export async function copyPhoto(from: string, name: string, folder: string): Promise<SkippedFile | null> {
  const skipped = (reason: SkippedFile['reason'], detail: string): SkippedFile => ({
    path: name,
    reason,
    detail,
  });
  try {
    await access(from, constants.R_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return skipped(code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable', code);
  }
  const own = join(folder, basename(name));
  const growing = growingPath(own);
  try {
    await copyFile(from, growing);
    const [source, copy] = await Promise.all([stat(from), stat(growing)]);
    if (copy.size !== source.size) return skipped('changed', `${copy.size} of ${source.size} bytes`);
    await utimes(growing, source.atime, source.mtime);
    await giveFreeName(growing, own);
    return null;
  } catch (error) {
    throw asStorageError(error, own, 'write');
  } finally {
    await rm(growing, { force: true });
  }
}
