import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asStorageError } from './storage-error.ts';
import { hasEnded, holderHere, parseHolder } from './lock-holder.ts';
import { lockContent, takeLockAway } from './take-lock-away.ts';
import { provideFolder } from './make-folder.ts';

/** The right to write into a store: one process at a time has it. */
export interface WriterLock {
  readonly kind: 'held';
  /** False once another process has taken the lock over, believing this one dead. */
  isStillHeld(): Promise<boolean>;
  release(): Promise<void>;
}

export interface LockedByOther {
  readonly kind: 'locked';
  /** 0 where the lock file does not say. */
  readonly pid: number;
}

/** A lock file without content was made a moment ago, or by a process killed while it made it: then it is this old. */
const emptyLockIsStale = 10_000;
const heldHere = new Set<string>();

export const lockName = 'writer.lock';

/**
 * Takes the store's lock, making its folder, or says who has it. A lock whose process is gone is taken over. Throws
 * `permission-denied` or `disk-full`.
 */
export async function tryWriterLock(folder: string): Promise<WriterLock | LockedByOther> {
  const file = join(folder, lockName);
  const token = randomUUID();
  for (;;) {
    const content = JSON.stringify({ ...holderHere(), token });
    if (await created(folder, file, content)) {
      heldHere.add(token);
      return {
        kind: 'held',
        isStillHeld: async () => (await lockContent(file)) === content,
        release: async () => {
          heldHere.delete(token);
          if ((await lockContent(file)) === content) await rm(file, { force: true });
        },
      };
    }
    const found = await lockContent(file);
    if (found === null) continue;
    if (!(await isStale(file, found))) return { kind: 'locked', pid: parseHolder(found)?.pid ?? 0 };
    await takeLockAway(file, found);
  }
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
  // Left by an earlier process with the same pid, where the system does not tell when a process began.
  if (holder.pid === process.pid && holder.began === '') return true;
  return hasEnded(holder);
}
