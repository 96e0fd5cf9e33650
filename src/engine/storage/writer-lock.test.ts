import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madePlace } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { folderClock } from './folder-clock.ts';
import { holderHere } from './lock-holder.ts';
import { lockName, tryWriterLock } from './writer-lock.ts';

/** A pid that was a process's a moment ago. */
function endedPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** What another process's lock says. */
const heldBy = (holder: object): string =>
  JSON.stringify({ ...holderHere(), began: '', ...holder, token: 'other' });
const attic = { machine: { name: 'attic', id: '' } };
/** Who has it, in the error's words. */
const by = (pid: number, machine: string | null = null): object => ({
  kind: 'locked',
  by: expect.objectContaining({ pid, machine }) as unknown,
});

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
    expect(await tryWriterLock(folder)).toEqual(by(process.pid));
    await lock.requireHeld();
    await lock.release();
    await expect(lock.requireHeld()).rejects.toMatchObject({ code: 'locked-by-other' });
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it('takes the lock of an ended process over, and leaves nothing else behind', async () => {
    const folder = await lockedBy(heldBy({ pid: endedPid() }));
    expect((await tryWriterLock(folder)).kind).toBe('held');
    expect(await readdir(folder)).toEqual([lockName]);
  });

  it('respects the lock of a living process', async () => {
    const folder = await lockedBy(heldBy({ pid: process.ppid }));
    expect(await tryWriterLock(folder)).toEqual(by(process.ppid));
  });

  it('takes over what an earlier process with this pid left', async () => {
    const folder = await lockedBy(heldBy({}));
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it.runIf(process.platform === 'linux')('is not deceived by a pid that another process got', async () => {
    const folder = await lockedBy(heldBy({ pid: process.ppid, began: '1' }));
    expect((await tryWriterLock(folder)).kind).toBe('held');
  });

  it.each(['', '{"pid":', 'rubbish'])(
    'takes a lock over that says %j only when it is old',
    async (content) => {
      const folder = await lockedBy(content);
      expect(await tryWriterLock(folder)).toEqual(by(0));
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
    const folder = await lockedBy(heldBy({ pid: endedPid() }));
    const locks = await Promise.all(Array.from({ length: 20 }, () => tryWriterLock(folder)));
    const holders = locks.filter((lock) => lock.kind === 'held');
    expect(holders).toHaveLength(1);
    await holders[0]!.requireHeld();
  });

  it('asks none of its own processes about the lock of another computer', async () => {
    const folder = await lockedBy(heldBy({ ...attic, pid: endedPid() }));
    expect(await tryWriterLock(folder)).toEqual(by(expect.any(Number) as number, 'attic'));
    expect(await readdir(folder)).toEqual([lockName]);
  });

  it.each([
    [-14, 'locked'],
    [-16, 'held'],
    [16, 'held'],
  ])(
    'finds the lock of another computer, renewed %d minutes from now by the drive, %s',
    async (minutes, kind) => {
      const folder = await lockedBy(heldBy({ ...attic, pid: process.pid }));
      const file = join(folder, lockName);
      const renewed = new Date((await folderClock(file)) + 60_000 * minutes);
      await utimes(file, renewed, renewed);
      expect((await tryWriterLock(folder)).kind).toBe(kind);
    },
  );

  it('writes no more once another computer took it over, and names that one', async () => {
    const { folder } = madePlace();
    const lock = await tryWriterLock(folder);
    await writeFile(join(folder, lockName), heldBy(attic));
    if (lock.kind !== 'held') expect.unreachable();
    const facts = { path: folder, machine: 'attic', freeAfterMinutes: 15 };
    await expect(lock.requireHeld()).rejects.toMatchObject({ code: 'locked-by-other', facts });
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
