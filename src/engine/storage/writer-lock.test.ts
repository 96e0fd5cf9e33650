import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madePlace } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { lockName, tryWriterLock } from './writer-lock.ts';

/** A pid that was a process's a moment ago. */
function endedPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

async function lockedBy(content: string): Promise<string> {
  const { folder } = madePlace();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, lockName), content);
  return folder;
}

describe('tryWriterLock', () => {
  useTemporaryCache();

  it('gives the lock to one at a time', async () => {
    const { folder } = madePlace();
    const lock = await tryWriterLock(folder);
    if (lock.kind !== 'held') expect.unreachable();
    expect(await tryWriterLock(folder)).toEqual({ kind: 'locked', pid: process.pid });
    expect(await lock.isStillHeld()).toBe(true);
    await lock.release();
    expect(await lock.isStillHeld()).toBe(false);
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it('takes the lock of an ended process over, and leaves nothing else behind', async () => {
    const folder = await lockedBy(JSON.stringify({ pid: endedPid(), began: '', token: 'old' }));
    expect((await tryWriterLock(folder)).kind).toBe('held');
    expect(await readdir(folder)).toEqual([lockName]);
  });

  it('respects the lock of a living process', async () => {
    const folder = await lockedBy(JSON.stringify({ pid: process.ppid, began: '', token: 'other' }));
    expect(await tryWriterLock(folder)).toEqual({ kind: 'locked', pid: process.ppid });
  });

  it('takes over what an earlier process with this pid left', async () => {
    const folder = await lockedBy(JSON.stringify({ pid: process.pid, began: '', token: 'old' }));
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it.runIf(process.platform === 'linux')('is not deceived by a pid that another process got', async () => {
    const folder = await lockedBy(JSON.stringify({ pid: process.ppid, began: '1', token: 'old' }));
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it.each(['', '{"pid":', 'rubbish'])(
    'takes a lock over that says %j only when it is old',
    async (content) => {
      const folder = await lockedBy(content);
      expect(await tryWriterLock(folder)).toEqual({ kind: 'locked', pid: 0 });
      const minuteAgo = new Date();
      minuteAgo.setMinutes(minuteAgo.getMinutes() - 1);
      await utimes(join(folder, lockName), minuteAgo, minuteAgo);
      expect((await tryWriterLock(folder)).kind).toBe('held');
    },
  );

  it('takes a lock over that says nothing and was made when the clock was ahead', async () => {
    const folder = await lockedBy('');
    const later = new Date(Date.now() + 4e11);
    await utimes(join(folder, lockName), later, later);
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it('lets one of many take a stale lock over', async () => {
    const folder = await lockedBy(JSON.stringify({ pid: endedPid(), began: '', token: 'old' }));
    const locks = await Promise.all(Array.from({ length: 20 }, () => tryWriterLock(folder)));
    const holders = [];
    for (const lock of locks) if (lock.kind === 'held' && (await lock.isStillHeld())) holders.push(lock);
    expect(holders).toHaveLength(1);
  });

  it('does not remove a lock that is no longer its own', async () => {
    const { folder } = madePlace();
    const lock = await tryWriterLock(folder);
    await rm(join(folder, lockName));
    await writeFile(join(folder, lockName), 'other');
    if (lock.kind === 'held') await lock.release();
    expect(await readFile(join(folder, lockName), 'utf8')).toBe('other');
  });
});
