import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainResult } from '../src/shared/job-results/training-results.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { generatePhotos } from './generate-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './performance-page.ts';
import { lastJsonLine, runProgram, runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';

/** Peak memory of the job process over a whole recipe, and what of it TensorFlow takes by itself. */
const options = benchOptions({ rounds: 1, count: 2000 });
const recipe = recipeByName('two-phase');
const epochs = options.epochs ?? recipe.phases.map((phase) => phase.epochs);
await mkdir(options.work, { recursive: true });

async function alone(...words: readonly string[]): Promise<number> {
  const found = await runProgram(process.execPath, ['.bench/tensorflow-alone.js', ...words]);
  return (lastJsonLine(found) as { peakMemoryBytes: number }).peakMemoryBytes;
}

async function whole(count: number): Promise<number> {
  const photos = await generatePhotos(options.photos, options.work, count);
  const work = await mkdtemp(join(options.work, 'memory-'));
  process.env.THAW_CACHE = join(work, 'cache');
  try {
    const length = ['--epochs', epochs.join(','), '--set', 'earlyStoppingPatience=none'];
    const result = await runThaw<TrainResult>(['train', photos, '--out', join(work, 'run'), ...length]);
    return result.peakMemoryBytes;
  } finally {
    delete process.env.THAW_CACHE;
    await rm(work, { recursive: true, force: true });
  }
}

const [tiny, graph] = [await alone(), await alone('graph')];
const small = await whole(options.count / 10);
const large = await whole(options.count);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
const row = (name: string, bytes: number): string[] => [
  name,
  megabytes(bytes),
  megabytes(bytes - tiny),
  megabytes(bytes - graph),
];
await writeSection(
  'memory',
  `Peak resident memory of the job process in MB, nothing cached before; the generated photos are windows cut from real ones, ${epochs.join(' + ')} passes at ${recipe.image.size} px, ${recipe.copies} cached copies, one run each. Asked for 2,000 photos, beyond TensorFlow's own: at most 1500, better 800.

${markdownTable(
  ['', 'peak', 'beyond TensorFlow and one tiny operation', 'beyond TensorFlow and one fp32 frozen pass'],
  [
    ['TensorFlow and one tiny operation', megabytes(tiny), '', ''],
    ['TensorFlow and one frozen pass in fp32', megabytes(graph), megabytes(graph - tiny), ''],
    row(`whole recipe, ${(options.count / 10).toLocaleString('en')} photos`, small),
    row(`whole recipe, ${options.count.toLocaleString('en')} photos`, large),
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- memory --photos FOLDER --count ${options.count} --epochs ${epochs.join(',')}\`.`,
);
