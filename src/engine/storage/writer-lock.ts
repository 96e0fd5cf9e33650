import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ErrorFacts } from '../../shared/errors/error-facts.ts';
import { folderClock } from './folder-clock.ts';
import { keepRenewed } from './keep-renewed.ts';
import { asStorageError } from './storage-error.ts';
import { holderHere, holderState, parseHolder } from './lock-holder.ts';
import { lockContent, takeLockAway } from './take-lock-away.ts';
import { provideFolder } from './make-folder.ts';

/** The right to write into a store: one process at a time has it. */
export interface WriterLock {
  readonly kind: 'held';
  /**
   * Throws `locked-by-other` where another process has the lock by now: it believed this one dead, as that of a computer
   * which slept.
   */
  requireHeld(): Promise<void>;
  release(): Promise<void>;
}

export interface LockedByOther {
  readonly kind: 'locked';
  readonly by: ErrorFacts['locked-by-other'];
}

/** A lock file without content was made a moment ago, or by a process killed while it made it: then it is this old. */
const emptyLockIsStale = 10_000;
/** A holder renews its lock this often, in ms. */
const renewEvery = 30_000;
/** That of another computer, whose processes cannot be seen, is taken over when it was not renewed for so many minutes. */
const freeAfterMinutes = 15;
const heldHere = new Set<string>();

export const lockName = 'writer.lock';

/**
 * Takes the store's lock, making its folder, or says who has it. A lock whose process is gone is taken over, as is one of
 * another computer that was long not renewed. Throws `permission-denied` or `disk-full`.
 */
export async function tryWriterLock(folder: string): Promise<WriterLock | LockedByOther> {
  const file = join(folder, lockName);
  const token = randomUUID();
  for (;;) {
    const content = JSON.stringify({ ...holderHere(), token });
    if (await created(folder, file, content)) {
      heldHere.add(token);
      return heldLock(folder, token, content);
    }
    const found = await lockContent(file);
    if (found === null) continue;
    if (!(await isStale(file, found))) return { kind: 'locked', by: factsOf(folder, found) };
    await takeLockAway(file, found);
  }
}

function heldLock(folder: string, token: string, content: string): WriterLock {
  const file = join(folder, lockName);
  const endRenewal = keepRenewed(file, content, renewEvery);
  return {
    kind: 'held',
    requireHeld: async () => {
      const found = await lockContent(file);
      if (found !== content) throw new ThawError('locked-by-other', factsOf(folder, found ?? ''));
    },
    release: async () => {
      endRenewal();
      heldHere.delete(token);
      if ((await lockContent(file)) === content) await rm(file, { force: true });
    },
  };
}

async function created(folder: string, file: string, content: string): Promise<boolean> {
  await provideFolder(folder);
  try {
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // ENOENT: the folder was evicted between the two calls.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw asStorageError(error, file, 'write');
  }
}

async function isStale(file: string, content: string): Promise<boolean> {
  const holder = parseHolder(content);
  if (!holder) {
    const made = await stat(file).catch(() => null);
    // By the clock, which may have been set back or forth since: one from the future is none of just now either.
    return made !== null && Math.abs(Date.now() - made.mtimeMs) > emptyLockIsStale;
  }
  if ([...heldHere].some((token) => content.includes(token))) return false;
  const state = holderState(holder);
  if (state === 'elsewhere') return isLongNotRenewed(file);
  // Left by an earlier process with the same pid, where the system does not tell when a process began.
  if (holder.pid === process.pid && holder.began === '') return true;
  return state === 'ended';
}

async function isLongNotRenewed(file: string): Promise<boolean> {
  const now = await folderClock(file);
  const renewed = await stat(file).catch(() => null);
  return renewed !== null && Math.abs(now - renewed.mtimeMs) > 60_000 * freeAfterMinutes;
}

function factsOf(folder: string, content: string): ErrorFacts['locked-by-other'] {
  const holder = parseHolder(content);
  const machine = holder && holderState(holder) === 'elsewhere' ? holder.machine.name : null;
  return { path: folder, pid: holder?.pid ?? 0, machine, freeAfterMinutes };
}
