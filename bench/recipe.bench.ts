import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainResult } from '../src/shared/job-results/training-results.ts';
import { splitFileSchema } from '../src/shared/run-files.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { wilsonInterval } from '../src/shared/statistics/wilson-interval.ts';
import { measureKerasRecipe, type KerasRecipe } from './keras-recipe.ts';
import type { KerasPolicy } from './keras-worker.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { openPeak } from './peak.ts';
import { writeSection } from './performance-page.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';

/** The whole recipe with augmentation: Thaw's run for real with nothing cached, Keras's before and after it by shares. */
const options = benchOptions({ rounds: 1, count: 1000 });
const { python } = options;
if (!python) throw new Error('bench: Keras is needed; run npm test once, or name a Python by --python');
const { image, phases } = recipeByName('two-phase');
const epochs = options.epochs ?? phases.map((phase) => phase.epochs);
/** Of a class, for training, validation and test. */
const counts = [0.8, 0.1, 0.1].map((share) => Math.floor((options.count * share) / 2));
await mkdir(options.work, { recursive: true });
const work = await mkdtemp(join(options.work, 'recipe-'));
const [splitFolder, run] = [join(work, 'split'), join(work, 'run')];
// Also builds the program where that is needed, so that the run does not.
await runThaw(['split', options.photos, '--out', splitFolder, '--count', counts.join(','), '--seed', '1']);
const split = splitFileSchema.parse(JSON.parse(await readFile(join(splitFolder, 'split.json'), 'utf8')));
const steps = Math.min(20, Math.ceil(counts[0]! / 10));
const peak = await openPeak(options.work);
const states: string[] = [];

const noteState = async (): Promise<void> => {
  const rate = await peak.run('amx', 2);
  states.push(rate === null ? 'none' : rate.toFixed(0));
};
type ByPolicy = Record<KerasPolicy, KerasRecipe>;
const measureKeras = async (known?: ByPolicy): Promise<ByPolicy> => {
  const work = { python, weights: options.weights, size: image.size, split, epochs, steps };
  const float32 = await measureKerasRecipe('float32', work, known?.float32.xla);
  return {
    float32,
    mixed_bfloat16: await measureKerasRecipe('mixed_bfloat16', work, known?.mixed_bfloat16.xla),
  };
};
await noteState();
const before = await measureKeras();
await noteState();
process.env.THAW_CACHE = join(work, 'cache');
const start = performance.now();
const { test, timings } = await runThaw<TrainResult>([
  'train',
  splitFolder,
  '--out',
  run,
  '--epochs',
  epochs.join(','),
  '--set',
  'earlyStoppingPatience=none',
]);
const seconds = (performance.now() - start) / 1000;
await noteState();
const after = await measureKeras(before);
await noteState();
await rm(work, { recursive: true, force: true });

const row = (policy: KerasPolicy, name: string, asked: string): string[] => {
  const [first, second] = [before[policy], after[policy]];
  const mean = (first.seconds + second.seconds) / 2;
  return [
    `${name} (${first.xla.map((xla) => (xla ? 'XLA' : 'no XLA')).join(', then ')})`,
    `${mean.toFixed(0)} (${first.seconds.toFixed(0)} before, ${second.seconds.toFixed(0)} after)`,
    `${(mean / seconds).toFixed(1)} (${(first.seconds / seconds).toFixed(1)}, ${(second.seconds / seconds).toFixed(1)})`,
    asked,
  ];
};
const { low, high } = wilsonInterval(test!.correct, test!.count);
await writeSection(
  'recipe',
  `\`two-phase\` with augmentation and without early stopping, ${epochs.join(' + ')} passes, ${counts.map((count) => 2 * count).join(' / ')} photos for training / validation / test at ${image.size} px. Thaw: one whole \`thaw train\` for real, from the start of the process to its end, nothing cached before. Keras runs the base in every epoch; its epochs are not run to the end: **timed are 2 shares of ${steps} steps of 20 photos each after a first share that warms up, in each phase, and multiplied**, plus start, the looks at the validation part and at the test part. Keras was measured before and after Thaw's run. Its form: tf.data with parallel decoding and one resampling a photo, prefetch, compiled, oneDNN on, with or without XLA as was faster.

${markdownTable(
  ['', 'seconds', 'Keras over Thaw', 'asked (least / better)'],
  [
    ['Thaw', seconds.toFixed(0), '', ''],
    row('float32', 'Keras fp32', '12 / 20'),
    row('mixed_bfloat16', 'Keras mixed_bfloat16', '4 / 8'),
  ],
)}

Thaw's seconds by stage: ${Object.entries(timings)
    .map(([stage, spent]) => `${stage} ${spent.toFixed(0)}`)
    .join(', ')}. AMX loop at four moments (before, between, between, after), GFLOP/s: ${states.join(', ')}.

Thaw's model is right on ${test!.correct} of ${test!.count} test photos: ${percent(test!.accuracy)} (95 % interval ${percent(low)} to ${percent(high)}, Wilson).

Measured on ${describeMachine()}, by \`npm run bench -- recipe --photos FOLDER --weights VGG16.h5 --epochs ${epochs.join(',')} --count ${options.count}\`.`,
);

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
