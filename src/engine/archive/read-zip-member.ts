import { openPromise } from 'yauzl';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { readEntry } from './entry-content.ts';

/**
 * One member of a .zip, without unpacking the others; null where it has none of this name. Throws `zip-damaged`,
 * `zip-too-large` where it is more than `limitBytes`, `folder-not-found` for the file, `permission-denied`.
 */
export async function readZipMember(file: string, name: string, limitBytes: number): Promise<Buffer | null> {
  const damaged = (error: unknown): ThawError =>
    new ThawError('zip-damaged', { file, detail: error instanceof Error ? error.message : String(error) });
  const zip = await openPromise(file, { autoClose: false, lazyEntries: true }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ThawError('folder-not-found', { folder: file });
    const known = asStorageError(error, file, 'read');
    throw known instanceof ThawError ? known : damaged(error);
  });
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== name) continue;
      if (entry.uncompressedSize > limitBytes)
        throw new ThawError('zip-too-large', { file, bytes: entry.uncompressedSize, limitBytes });
      return await readEntry(zip, entry);
    }
    return null;
  } catch (error) {
    throw error instanceof ThawError ? error : damaged(error);
  } finally {
    zip.close();
  }
}
