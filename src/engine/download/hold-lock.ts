import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isAlive } from '../storage/lock-holder.ts';
import { asStorageError } from '../storage/storage-error.ts';

/** A holder renews its lock this often, in ms; one that is this much older belongs to nobody. */
const renewEvery = 5_000;
const staleAfter = 60_000;

/**
 * Takes a lock file that names this process, waiting while another process holds it; returns what gives it back. A lock
 * whose process is gone is taken over: its number is not in use, or it has not been renewed (numbers are used again, and
 * mean nothing on another machine). Throws `cancelled`, `permission-denied` or `disk-full`.
 */
export async function holdLock(file: string, signal: AbortSignal): Promise<() => Promise<void>> {
  for (;;) {
    if (signal.aborted) throw new ThawError('cancelled', { run: null });
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return keep(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw asStorageError(error, file, 'write');
    }
    if (await isAbandoned(file)) await rm(file, { force: true });
    else await wait(200, undefined, { signal }).catch(() => undefined);
  }
}

function keep(file: string): () => Promise<void> {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, renewEvery);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await rm(file, { force: true });
  };
}

async function isAbandoned(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null) return false;
  if (Date.now() - found.mtimeMs > staleAfter) return true;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  return holder > 0 && !isAlive(holder);
}
