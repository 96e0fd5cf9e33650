import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { growingPath } from '../dataset/copy-file.ts';
import { giveFreeName } from '../dataset/give-free-name.ts';
import { asStorageError } from './storage-error.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Writes a file under its name, or where that is taken as `NAME (2).png` and so on; nothing is overwritten. It grows
 * under another name, is flushed, and only then gets its own, which is returned. Makes the folder. Throws
 * `export-destination-taken` where a file stands in the way to it, `permission-denied`, `disk-full`.
 */
export async function writeUnderFreeName(wanted: string, content: Uint8Array): Promise<string> {
  const growing = growingPath(wanted);
  try {
    await makeFolder(dirname(wanted));
    const handle = await open(growing, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await giveFreeName(growing, wanted);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'EEXIST')
      throw new ThawError('export-destination-taken', { path: dirname(wanted) });
    throw asStorageError(error, wanted, 'write');
  } finally {
    await rm(growing, { force: true }).catch(() => undefined);
  }
}
