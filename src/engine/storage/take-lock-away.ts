import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { asStorageError } from './storage-error.ts';

/** Milliseconds of waiting after which a claim was left by a process that was killed: its work takes a few. */
const claimIsStale = 10_000;
/** Claims of others that were met, and since when. */
const claims = new Map<string, number>();

/**
 * Removes a stale lock, where nobody has taken it over since it was read. Who wants to do so claims it by a second name
 * for the lock's file, made of what it says: one process alone gets that name, and what has it by then is not changed by
 * anybody else. Throws `permission-denied`.
 */
export async function takeLockAway(file: string, staleContent: string): Promise<void> {
  const claim = `${file}.${createHash('sha256').update(staleContent).digest('hex').slice(0, 16)}`;
  try {
    await link(file, claim);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code === 'EEXIST') await leaveToOther(claim);
    else await moveAway(file, staleContent);
    return;
  }
  try {
    if ((await lockContent(claim)) === staleContent) await rm(file, { force: true });
  } finally {
    await rm(claim, { force: true });
  }
}

/** Another process is at it, or was killed while it was. */
async function leaveToOther(claim: string): Promise<void> {
  const since = claims.get(claim) ?? performance.now();
  claims.set(claim, since);
  if (performance.now() - since < claimIsStale) {
    await wait(20);
    return;
  }
  claims.delete(claim);
  await rm(claim, { force: true });
}

/**
 * Where a file has one name alone, as on exFAT: by renaming, which one process can do. Should the lock have changed hands
 * since it was read, a living lock was moved: it is put back.
 */
async function moveAway(file: string, staleContent: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw asStorageError(error, file, 'write');
  }
  if ((await lockContent(aside)) === staleContent) await rm(aside, { force: true });
  else await rename(aside, file);
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
