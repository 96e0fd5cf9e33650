import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './places.mjs';
import { tellTime } from './run-quietly.mjs';
import { words } from './words.mjs';

/** Outside the project, because installing replaces node_modules. One for each copy of the project. */
const lockFile = join(
  tmpdir(),
  `thaw-setup-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`,
);

/** A holder renews its lock this often, in ms; one that is this much older belongs to nobody. */
const renewEvery = 5_000;
const staleAfter = 60_000;

/**
 * Does work that two processes must not do at once: the second waits, and then finds it done.
 *
 * @param {() => Promise<void>} work
 */
export async function alone(work) {
  let stopTelling = () => {};
  for (let waited = 0; !takeLock(); waited++) {
    if (waited === 5) stopTelling = tellTime(words.waiting);
    await wait(200);
  }
  stopTelling();
  const timer = setInterval(() => utimesSync(lockFile, new Date(), new Date()), renewEvery);
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    clearInterval(timer);
    process.off('exit', release);
    release();
  }
}

function takeLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  if (isAbandoned()) rmSync(lockFile, { force: true });
  return false;
}

function isAbandoned() {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > staleAfter) return true;
    const holder = Number(readFileSync(lockFile, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
