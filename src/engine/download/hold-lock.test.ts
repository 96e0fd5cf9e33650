import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holderHere } from '../storage/lock-holder.ts';
import { holdLock } from './hold-lock.ts';

let folder: string;
let file: string;
let locks = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-hold-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  file = join(folder, `${++locks}.lock`);
});

/** What another process's lock says. */
const heldBy = (holder: object): string => JSON.stringify({ ...holderHere(), ...holder, token: 'other' });
const endedPid = (): number => spawnSync(process.execPath, ['--version']).pid;
const years = 1e11;

/** Whether the lock is got before a second has passed, in which the waiting one looks several times. */
async function isTaken(content: string, clockWasAheadBy = 0): Promise<boolean> {
  await writeFile(file, content);
  const time = new Date(Date.now() + clockWasAheadBy);
  await utimes(file, time, time);
  try {
    await (
      await holdLock(file, AbortSignal.timeout(1_000))
    )();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(await readFile(file, 'utf8')).toBe(content);
    return false;
  }
}

describe('holdLock', () => {
  it.each([0, -years, years])(
    'leaves the lock of a living process alone, the clock having been ahead by %d ms',
    async (ahead) => {
      // Where the system does not tell when a process began, a minute without a renewal would have to pass.
      expect(await isTaken(heldBy({}), ahead)).toBe(false);
    },
  );

  it.each([0, -years, years])(
    'takes over what an ended process left, the clock having been ahead by %d ms',
    async (ahead) => {
      expect(await isTaken(heldBy({ pid: endedPid() }), ahead)).toBe(true);
    },
  );

  it.runIf(process.platform === 'linux')('is not deceived by a pid that another process got', async () => {
    expect(await isTaken(heldBy({ pid: process.ppid, began: '1' }))).toBe(true);
  });

  it.each([
    heldBy({ machine: { name: 'another', id: '' }, pid: endedPid() }),
    '',
    '999999999',
    '{"pid":',
    '{"machine":"another"}',
  ])('gives %j, whose process cannot be looked for, its minute', async (content) => {
    expect(await isTaken(content, -years)).toBe(false);
  });

  it('lets one of many take a stale lock over at a time, and leaves nothing behind', async () => {
    await writeFile(file, heldBy({ pid: endedPid() }));
    let [holders, most] = [0, 0];
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const release = await holdLock(file, AbortSignal.timeout(60_000));
        most = Math.max(most, ++holders);
        await new Promise(setImmediate);
        holders -= 1;
        await release();
      }),
    );
    expect(most).toBe(1);
    expect((await readdir(folder)).filter((name) => name.startsWith(`${locks}.lock`))).toEqual([]);
  });
});
