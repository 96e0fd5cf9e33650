import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { timingsFileSchema } from '../src/shared/run-files.ts';
import { generatePhotos } from './generate-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { trainUntil } from './paused-training.ts';
import { writeSection } from './performance-page.ts';
import { runThaw } from './run-program.ts';
import { markdownTable, median, spread } from './statistics.ts';

/**
 * Whether a photo takes the same time among many as among 1,000. The large run is paused at shares of its caching;
 * before it, in the pauses and after it, runs of 1,000 tell how fast the machine is just then.
 */
const options = benchOptions({ rounds: 1, count: 20_000 });
const blockCount = Math.min(1000, options.count / 2);
const pausesAt = [1 / 3, 2 / 3];
const settings = ['--epochs', '1,1', '--set', 'copies=1'];
await mkdir(options.work, { recursive: true });
const work = await mkdtemp(join(options.work, 'scale-'));

const growingStages = 'stages that every photo passes';
/** What every photo passes through; the other stages come once a run, and would flatter the large one. */
const photoStages = new Set([
  'scanning',
  'finding-twins',
  'reading-photos',
  'caching-features',
  'training',
  'evaluating',
]);

/** Milliseconds a photo, by stage. */
type PerPhoto = Readonly<Record<string, number>>;

async function perPhoto(run: string, count: number): Promise<PerPhoto> {
  const file = JSON.parse(await readFile(join(run, 'timings.json'), 'utf8')) as unknown;
  const stages = Object.entries(timingsFileSchema.parse(file).seconds);
  const each = stages.map(([stage, seconds]): [string, number] => [stage, (1000 * seconds) / count]);
  const sum = (some: typeof each): number =>
    some.reduce((total, [, milliseconds]) => total + milliseconds, 0);
  const growing = sum(each.filter(([stage]) => photoStages.has(stage)));
  return Object.fromEntries([...each, [growingStages, growing], ['all stages', sum(each)]]);
}

async function block(photos: string): Promise<PerPhoto> {
  const [run, cache] = [join(work, 'block'), join(work, 'block-cache')];
  process.env.THAW_CACHE = cache;
  await runThaw(['train', photos, '--out', run, ...settings]);
  const found = await perPhoto(run, blockCount);
  for (const folder of [run, cache]) await rm(folder, { recursive: true, force: true });
  console.log(`block of ${blockCount}: ${found[growingStages]!.toFixed(1)} ms a photo`);
  return found;
}

const few = await generatePhotos(options.photos, options.work, blockCount);
const many = await generatePhotos(options.photos, options.work, options.count);
const run = join(work, 'run');
const blocks = [await block(few)];
let words = [many, '--out', run, ...settings];
for (const share of [...pausesAt, Infinity]) {
  process.env.THAW_CACHE = join(work, 'cache');
  await trainUntil(words, share);
  blocks.push(await block(few));
  words = ['--resume', run];
}
const large = await perPhoto(run, options.count);
await rm(work, { recursive: true, force: true });

const counted = options.count.toLocaleString('en');
const rows = Object.entries(large).map(([stage, milliseconds]) => {
  const small = blocks.map((found) => found[stage] ?? 0);
  return [
    stage,
    spread(small, 2),
    milliseconds.toFixed(2),
    (milliseconds / median(small)).toFixed(2),
    stage === growingStages ? 'within 10 %' : '',
  ];
});
await writeSection(
  'scale',
  `Milliseconds a photo: one run with ${counted} generated photos, paused at a third and at two thirds of its caching, and ${blocks.length} runs with ${blockCount.toLocaleString('en')} before it, in the pauses and after it. Recipe \`two-phase\`, one copy, one epoch a phase, nothing cached before. Photos of 500 x 375 pixels, windows cut from real ones. What a run does once (loading weights, choosing the precision) is left out of the sum that is compared: it weighs on the small ones.

${markdownTable(['stage', `${blockCount.toLocaleString('en')} photos`, `${counted} photos`, 'ratio', 'asked'], rows)}

Measured on ${describeMachine()}, by \`npm run bench -- scale --photos FOLDER --count ${options.count}\`.`,
);
