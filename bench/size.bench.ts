import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JobRequest } from '../src/shared/job-requests.ts';
import type { TrainResult } from '../src/shared/job-results/training-results.ts';
import type { Recipe } from '../src/shared/recipe.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { watchJob } from '../test/reliability/watch-job.ts';
import { generatePhotos } from './generate-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Everything that is done with photos on their way to a tested model, among more and more of them: time a photo, and memory. */
const options = benchOptions({ rounds: 1, count: 100_000 });
const counts = [options.count / 100, options.count / 10, options.count];
const program = resolve('dist/job.js');
// So many photos take 17 GB, which Thaw takes by itself only of a disk with 85 GB free.
process.env.THAW_CACHE_LIMIT_BYTES ??= String(20e9);
await mkdir(options.work, { recursive: true });
const work = await mkdtemp(join(options.work, 'size-'));
/** Validation and test are measured in fp32, which takes several times as long: as few as tell. */
const spec = { kind: 'ratio', train: 96, validation: 2, test: 2 } as const;
const twoPhase = recipeByName('two-phase');
const recipe: Recipe = {
  ...twoPhase,
  copies: 1,
  phases: twoPhase.phases.map((phase) => ({ ...phase, epochs: 1 })),
};
/** Of a training, what every photo passes through; the other stages come once a run. */
const photoStages = ['scanning', 'reading-photos', 'caching-features', 'training', 'evaluating'];

const rows: string[][] = [];

/** Each row at once: what is measured stays, should the rest take longer than anybody waits. */
async function addRow(name: string, count: number, seconds: number, more: readonly string[]): Promise<void> {
  const each = ((1000 * seconds) / count).toFixed(2);
  rows.push([name, count.toLocaleString('en'), seconds.toFixed(1), each, ...more]);
  console.log(rows.at(-1)!.join(' | '));
  await writeRows();
}

async function measured<Result>(name: string, count: number, request: JobRequest): Promise<Result> {
  const { result, seconds, peakBytes, longestSeconds } = await watchJob<Result>(request, program);
  await addRow(name, count, seconds, [(peakBytes / 1e6).toFixed(0), longestSeconds.toFixed(1)]);
  return result;
}

async function measureTraining(folder: string, count: number): Promise<void> {
  const split = join(work, `split-${count}`);
  await measured('split', count, { job: 'split', folder, out: split, spec, mode: 'list', seed: 7 });
  const run = join(work, `run-${count}`);
  const result = await measured<TrainResult>('train', count, {
    ...{ job: 'train', folder: split, run, recipe },
    ...{ changes: ['copies=1', 'epochs=1,1'], seed: 1 },
  });
  for (const stage of photoStages)
    await addRow(`train: ${stage}`, count, result.timings[stage] ?? 0, ['', '']);
}

try {
  const folders: string[] = [];
  for (const count of counts) {
    // Nothing is cached before.
    process.env.THAW_CACHE = join(work, `cache-${count}`);
    const folder = await generatePhotos(options.photos, options.work, count);
    folders.push(folder);
    await measured('scan', count, { job: 'scan', folder });
    await measureTraining(folder, count);
    await rm(process.env.THAW_CACHE, { recursive: true, force: true });
  }
  // Last: made from few real photos, these have more pairs to be looked at closely than a person's.
  for (const [index, count] of counts.entries())
    await measured('check, quick', count, { job: 'check', folder: folders[index]!, depth: 'quick' });
} finally {
  await rm(work, { recursive: true, force: true });
}

async function writeRows(): Promise<void> {
  await writeSection(
    'size',
    `Generated photos of 500 x 375 pixels in two classes, each of two windows cut from real ones. Each job once, in a process of its own, nothing cached before the scan; a job without a row was not waited for. The training is \`two-phase\` with one copy and one epoch a phase, of 96 % of the photos; 2 % are for validation and 2 % for the test. Asked: at most 2,500 MB, and a time a photo that stays the same from 1,000 on. \`check --quick\` looks for copies by hashes and then at every near pair, of which photos made from so few others have more than a person's. The limit of the cache is set to 20 GB (THAW_CACHE_LIMIT_BYTES), which Thaw takes by itself of a disk with 100 GB free.

${markdownTable(['job', 'photos', 'seconds', 'milliseconds a photo', 'most memory, MB', 'longest silence, s'], rows)}

Measured on ${describeMachine()}, by \`npm run bench -- size --photos FOLDER --count ${options.count}\`.`,
  );
}
