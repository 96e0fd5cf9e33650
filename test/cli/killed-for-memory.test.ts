import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childrenOf } from '../reliability/resources/to-job-at.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { buildOnce, thaw } from './built-cli.ts';
import { newFolder, newHome } from './test-folders.ts';

const epochs = 8;
const settings = [
  ...['--recipe', 'scratch', '--image-size', '80', '--batch', '4', '--epochs', String(epochs)],
  ...['--seed', '5', '--set', 'precision=exact', '--set', 'units=8'],
];
let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('killed-for-memory');
});
afterAll(() => rm(folder, { recursive: true }));

it.skipIf(process.platform !== 'linux')(
  'goes on with half the batch from the last epoch when the system kills the job, as it does for want of memory',
  async () => {
    const [photos, run] = [join(folder, 'photos'), join(folder, 'run')];
    await makePhotos(photos, { '.': { apple: 20, berry: 20 } });
    const killed: number[] = [];
    const ended = await thaw(['train', photos, '--out', run, ...settings, '--json'], {
      cwd: folder,
      environment: newHome(folder),
      onOutput: (stdout, _, pid) => {
        // The first epoch is saved once the second one is told.
        if (killed.length > 0 || !stdout.includes('"epoch":2,')) return;
        for (const job of childrenOf(pid)) {
          process.kill(job, 'SIGKILL');
          killed.push(job);
        }
      },
    });
    expect(killed).toHaveLength(1);
    expect(ended.exitCode).toBe(0);

    const events = ended.json();
    const notices = events.flatMap(({ kind, notice }) => (kind === 'notice' ? [notice as object] : []));
    expect(notices).toContainEqual({ code: 'fewer-at-once', photos: 2 });
    const isResumed = (notice: unknown): boolean =>
      (notice as { code: string } | undefined)?.code === 'resumed';
    const resumed = events.findIndex(({ notice }) => isResumed(notice));
    const { epoch: from } = events[resumed]!.notice as { epoch: number };
    expect(from).toBeGreaterThanOrEqual(1);
    expect(from).toBeLessThan(epochs);
    const told = events.slice(resumed).flatMap(({ kind, epoch }) => (kind === 'epoch' ? [epoch] : []));
    expect(told).toEqual(Array.from({ length: epochs - from }, (_, index) => from + 1 + index));

    const kept = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    const numbers = kept.map((line) => (JSON.parse(line) as { epoch: number }).epoch);
    expect(numbers).toEqual(Array.from({ length: epochs }, (_, index) => index + 1));
    const config = JSON.parse(await readFile(join(run, 'config.json'), 'utf8')) as { changes: string[] };
    expect(config.changes).toContain('photosAtOnce=2');
  },
);
