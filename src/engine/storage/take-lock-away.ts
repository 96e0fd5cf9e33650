import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { asStorageError } from './storage-error.ts';

/**
 * Removes a stale lock by renaming, which only one process can do. Should the lock have changed hands since it was
 * read, a living lock was moved: it is put back. Throws `permission-denied`.
 */
export async function takeLockAway(file: string, staleContent: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw asStorageError(error, file, 'write');
  }
  if ((await lockContent(aside)) !== staleContent) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/** What a lock file says; null where there is none, or one that goes this moment. Throws `permission-denied`. */
export async function lockContent(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    // EBUSY: Windows has not yet removed it.
    if (code === 'ENOENT' || code === 'EBUSY') return null;
    throw asStorageError(error, file, 'read');
  });
}
