import { open, rm } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from './storage-error.ts';

/** More than the last bytes of a full disk into which what failed did not fit. */
const trialBytes = 2 ** 20;

/**
 * The reason where a library that wrote `path` failed and does not say why, as HDF5 does not: a small file of our own
 * beside it meets what the library met, and the system names that. Gives `error` itself where that one can be written.
 */
export async function whyNotWritten(error: unknown, path: string): Promise<unknown> {
  if (error instanceof ThawError) return error;
  const trial = `${path}.trial-${process.pid}.tmp`;
  try {
    const handle = await open(trial, 'w');
    try {
      await handle.writeFile(new Uint8Array(trialBytes));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return error;
  } catch (refusal) {
    const reason = asStorageError(refusal, path, 'write');
    return reason instanceof ThawError ? reason : error;
  } finally {
    await rm(trial, { force: true });
  }
}
