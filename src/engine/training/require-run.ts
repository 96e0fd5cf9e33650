import { stat } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { runPaths } from './run-folder.ts';

/**
 * Makes sure that a run's folder is still there before more is written: what writes makes its folder, and in the place of a
 * drive that was pulled out there would be a run without its beginning. Throws `drive-gone`.
 */
export async function requireRun(run: string): Promise<void> {
  await stat(runPaths(run).config).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new ThawError('drive-gone', { path: run }, { cause: error });
    throw asStorageError(error, run, 'read');
  });
}

/**
 * The same, and that the run is still this process's: another computer takes over a run in a shared folder while this one
 * sleeps for long. Throws `drive-gone`, `locked-by-other`.
 */
export async function requireOwnRun(run: string, lock: Pick<WriterLock, 'requireHeld'>): Promise<void> {
  await requireRun(run);
  await lock.requireHeld();
}
