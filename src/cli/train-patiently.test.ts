import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runPaths } from '../engine/training/run-folder.ts';
import { ThawError } from '../shared/errors/thaw-error.ts';
import type { JobRequest, RequestOf } from '../shared/job-requests.ts';
import { recipeByName } from '../shared/recipes/catalogue.ts';
import { trainPatiently } from './train-patiently.ts';

let folder: string;
let request: RequestOf<'train'>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-patiently-'));
  const recipe = recipeByName('scratch');
  request = { job: 'train', folder: '/photos', run: folder, recipe, changes: ['copies=2'], seed: 7 };
});
afterEach(() => rm(folder, { recursive: true }));

const crash = (signal: string | null): ThawError =>
  new ThawError('job-crashed', { job: 'train', exitCode: null, signal, detail: '' });

/** Jobs that end so, one after the other; the last one's result after them. */
function jobs(ends: readonly ThawError[]) {
  const asked: JobRequest[] = [];
  const run = async <Result>(job: JobRequest): Promise<Result> => {
    const error = ends[asked.push(job) - 1];
    if (asked.length === 2) await writeFile(runPaths(folder).config, '{}');
    if (error) throw error;
    return 'trained' as Result;
  };
  return { asked, run };
}

it('goes on with half as many photos at once where the system killed the job, from the run once it is there', async () => {
  const { asked, run } = jobs([crash('SIGKILL'), crash('SIGKILL')]);
  expect(await trainPatiently({ run }, request)).toBe('trained');
  expect(asked).toMatchObject([
    { job: 'train', changes: ['copies=2'] },
    { job: 'train', changes: ['copies=2', 'photosAtOnce=10'], recipe: { phases: [{ photosAtOnce: 10 }] } },
    { job: 'resume', run: folder, photosAtOnce: 5 },
  ]);
});

it('goes on on the processor, once, where the GPU failed', async () => {
  const lost = new ThawError('gpu-lost', { gpu: 'arc a770', detail: 'device removed' });
  const short = new ThawError('gpu-out-of-memory', { gpu: 'arc a770', detail: 'no room' });
  const { asked, run } = jobs([short, crash('SIGKILL')]);
  expect(await trainPatiently({ run }, request)).toBe('trained');
  const leftGpu = { gpu: 'arc a770', reason: 'memory', detail: 'no room' };
  expect(asked).toMatchObject([
    { job: 'train', changes: ['copies=2'] },
    { job: 'train', changes: ['copies=2'], leftGpu },
    { job: 'resume', run: folder, photosAtOnce: 10, leftGpu },
  ]);
  expect(asked[0]).not.toHaveProperty('leftGpu');
  const twice = jobs([lost, lost]);
  await expect(trainPatiently({ run: twice.run }, request)).rejects.toBe(lost);
  expect(twice.asked).toMatchObject([{ job: 'train' }, { job: 'resume', leftGpu: { reason: 'lost' } }]);
});

it('gives up after three halvings, and at once where the job ended otherwise', async () => {
  const killed = jobs(Array.from({ length: 9 }, () => crash('SIGKILL')));
  await expect(trainPatiently({ run: killed.run }, request)).rejects.toMatchObject({ code: 'job-crashed' });
  expect(killed.asked).toHaveLength(4);
  for (const error of [crash('SIGSEGV'), new ThawError('cancelled', { run: folder })]) {
    const ended = jobs([error]);
    await expect(trainPatiently({ run: ended.run }, request)).rejects.toBe(error);
    expect(ended.asked).toHaveLength(1);
  }
});
