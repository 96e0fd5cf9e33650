import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { asStorageError } from './storage-error.ts';

/**
 * What time it is for the drive beside `file`, in milliseconds: that of a file written now. A server's clock, by which the
 * times of files on a shared drive are set, may be another than this computer's. Throws `permission-denied` or `disk-full`.
 */
export async function folderClock(file: string): Promise<number> {
  const written = `${file}.${randomUUID()}`;
  try {
    await writeFile(written, '');
    return (await stat(written)).mtimeMs;
  } catch (error) {
    throw asStorageError(error, written, 'write');
  } finally {
    await rm(written, { force: true });
  }
}
