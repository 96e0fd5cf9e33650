import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from './storage-error.ts';

/**
 * Makes a folder and those above it that are missing; one that is there stays as it is. `mode`: rights of what is made. Throws
 * the system's error with its real reason, and `drive-gone` where a link leads to a place that is not there.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'ENOTDIR')) throw error;
    // Node says so of every drive that is read-only or fails, and of a link that leads nowhere: made one by one, the
    // folders tell the reason.
    await makeOneByOne(folder, mode);
  }
}

/** As makeFolder, of which nobody else says why it failed. Throws `permission-denied`, `disk-full`, `drive-gone`. */
export async function provideFolder(folder: string): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw asStorageError(error, folder, 'write');
  });
}

async function makeOneByOne(folder: string, mode?: number): Promise<void> {
  try {
    await mkdir(folder, mode);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return requireTarget(folder);
    if (!isCode(error, 'ENOENT') || dirname(folder) === folder) throw error;
    await makeOneByOne(dirname(folder), mode);
    await mkdir(folder, mode);
  }
}

async function requireTarget(folder: string): Promise<void> {
  await stat(folder).catch((error: unknown) => {
    throw isCode(error, 'ENOENT') ? new ThawError('drive-gone', { path: folder }, { cause: error }) : error;
  });
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
