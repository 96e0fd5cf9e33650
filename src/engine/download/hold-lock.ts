import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { keepRenewed } from '../storage/keep-renewed.ts';
import { holderHere, holderState, parseHolder } from '../storage/lock-holder.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { lockContent, takeLockAway } from '../storage/take-lock-away.ts';
import { watchRenewal, type RenewalWatch } from './watch-renewal.ts';

/** A holder renews its lock this often, in ms. */
const renewEvery = 5_000;

/**
 * Takes a lock file that names this process, waiting while another process holds it; returns what gives it back. A lock
 * whose process is gone is taken over. Where that cannot be told (a pid of another machine, or one whose process does not
 * say when it began), the lock is stale once it was watched for `staleAfter` milliseconds without being renewed;
 * no clock that a person can set is asked. Throws `cancelled`, `permission-denied` or `disk-full`.
 */
export async function holdLock(
  file: string,
  signal: AbortSignal,
  staleAfter = 60_000,
): Promise<() => Promise<void>> {
  const content = JSON.stringify({ ...holderHere(), token: randomUUID() });
  const watch = watchRenewal(staleAfter);
  for (;;) {
    if (signal.aborted) throw new ThawError('cancelled', { run: null });
    try {
      await writeFile(file, content, { flag: 'wx' });
      return keep(file, content);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw asStorageError(error, file, 'write');
    }
    const found = await lockContent(file);
    if (found === null) continue;
    if (await isAbandoned(file, found, watch)) await takeLockAway(file, found);
    else await wait(200, undefined, { signal }).catch(() => undefined);
  }
}

function keep(file: string, content: string): () => Promise<void> {
  const endRenewal = keepRenewed(file, content, renewEvery);
  return async () => {
    endRenewal();
    if ((await lockContent(file)) === content) await rm(file, { force: true });
  };
}

async function isAbandoned(file: string, content: string, watch: RenewalWatch): Promise<boolean> {
  const holder = parseHolder(content);
  const state = holder ? holderState(holder) : 'elsewhere';
  if (state === 'ended' || state === 'lives') return state === 'ended';
  const found = await stat(file).catch(() => null);
  return found !== null && watch.isStale(`${content} ${found.mtimeMs}`);
}
