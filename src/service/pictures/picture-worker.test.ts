import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../engine/dataset/fixtures/make-tree.ts';
import { openPictureWorker, type PictureWorker, type PictureWorkerOptions } from './picture-worker.ts';

const entry = fileURLToPath(new URL('./fixtures/fake-pictures.mjs', import.meta.url));
let worker: PictureWorker;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let log: string;

const open = (options: PictureWorkerOptions = {}): void => {
  worker = openPictureWorker({ entry, ...options });
};
const draw = async (way: string): Promise<string> =>
  Buffer.from(await worker.draw({ kind: 'photo', file: `${way}|${log}` })).toString();
/** How many processes were started. */
const processes = async (): Promise<number> => {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return new Set(lines.map((line) => line.split(' ')[0])).size;
};

beforeEach(async () => {
  folder = await temporaryFolder();
  log = join(folder.path, 'log');
});
afterEach(async () => {
  worker.close();
  await folder.remove();
});

describe('the picture worker', () => {
  it('answers each request with its own picture, in one process', async () => {
    open();
    const ways = Array.from({ length: 30 }, (_, index) => `p${index}`);
    expect(await Promise.all(ways.map(draw))).toEqual(ways);
    expect(await processes()).toBe(1);
  });

  it("throws the photo's own error and goes on in the same process", async () => {
    open();
    await expect(draw('damaged')).rejects.toMatchObject({ code: 'image-damaged' });
    expect(await draw('next')).toBe('next');
    expect(await processes()).toBe(1);
  });

  it('starts anew after a crash; only what crashes it twice fails', async () => {
    open();
    const answers = await Promise.allSettled([draw('a'), draw('crash'), draw('b'), draw('c'), draw('crash')]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(answers[1]).toMatchObject({
      reason: {
        code: 'job-crashed',
        facts: { job: 'pictures', signal: 'SIGABRT', detail: 'double free or corruption' },
      },
    });
    expect(await draw('d')).toBe('d');
  });

  it('ends a process that hangs or talks nonsense', async () => {
    // Starting a process counts too, and a busy machine takes its time.
    open({ limit: 2_000 });
    await expect(draw('hang')).rejects.toMatchObject({ code: 'job-crashed', facts: { signal: 'SIGKILL' } });
    await expect(draw('nonsense')).rejects.toMatchObject({ code: 'job-crashed' });
    expect(await draw('next')).toBe('next');
  });

  it('ends the process when nothing is asked, and starts another', async () => {
    open({ idleAfter: 50 });
    expect(await draw('a')).toBe('a');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await draw('b')).toBe('b');
    expect(await processes()).toBe(2);
  });

  it('gives up what was asked for longest ago where too much waits', async () => {
    open();
    const asked = Array.from({ length: 600 }, (_, index) => draw(`p${index}`).catch(() => 'given up'));
    const given = (await Promise.all(asked)).filter((answer) => answer !== 'given up');
    expect(given.length).toBeGreaterThanOrEqual(400);
    expect(given.length).toBeLessThan(500);
    expect(given.at(-1)).toBe('p599');
  });

  it('answers what is under way with "cancelled" when it is closed, and nothing later', async () => {
    open();
    const asked = [draw('a'), draw('b'), draw('c')];
    worker.close();
    for (const answer of asked) await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    await expect(draw('d')).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says so where the program is missing', async () => {
    open({ entry: join(folder.path, 'none.mjs') });
    await expect(draw('a')).rejects.toMatchObject({ code: 'job-crashed' });
  });
});
