import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wilsonInterval } from '../src/shared/statistics/wilson-interval.ts';
import { splitFileSchema } from '../src/shared/run-files.ts';
import { dumpFeatures } from './dump-features.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { lastJsonLine, runProgram, runThaw } from './run-program.ts';
import type { Score } from '../src/shared/app/score.ts';
import { newcombeInterval } from '../src/shared/statistics/newcombe-interval.ts';
import { markdownTable } from './statistics.ts';

/**
 * Accuracy of `two-phase` (30 + 20 epochs) over seeds, and of Keras on the same splits and features. Finished runs in
 * the work folder are taken as they are, so that a long measurement can be made in pieces.
 */
const options = benchOptions({ rounds: 1, count: 500 });
const epochs = [30, 20] as const;
const held = Math.floor(options.count / 10);
const counts = [options.count - 2 * held, held, held] as const;

async function thawScore(seed: number): Promise<Score> {
  const split = join(options.work, `split-${seed}`);
  const run = join(options.work, `run-${seed}`);
  const evaluation = join(run, 'evaluation.json');
  if (!existsSync(evaluation)) {
    await rm(run, { recursive: true, force: true });
    await rm(split, { recursive: true, force: true });
    await runThaw([
      'split',
      options.photos,
      '--out',
      split,
      '--count',
      counts.join(','),
      '--seed',
      String(seed),
    ]);
    await runThaw(['train', split, '--out', run, '--epochs', epochs.join(','), '--seed', String(seed)]);
  }
  return (JSON.parse(readFileSync(evaluation, 'utf8')) as { test: Score }).test;
}

async function kerasScore(seed: number, python: string): Promise<Score> {
  const kept = join(options.work, `keras-${seed}.json`);
  if (!existsSync(kept)) {
    const split = splitFileSchema.parse(
      JSON.parse(readFileSync(join(options.work, `run-${seed}`, 'split.json'), 'utf8')),
    );
    const photos = [...split.photos].sort((a, b) => (a.path < b.path ? -1 : 1));
    const features = await dumpFeatures(split.folder, photos, join(options.work, 'features'));
    const rows = (part: string): number[] =>
      photos.flatMap((photo, row) => (photo.part === part ? [row] : []));
    const request = {
      ...features,
      weights: options.weights,
      seed,
      epochs,
      labels: photos.map((photo) => photo.classIndex),
      parts: { train: rows('train'), validation: rows('validation'), test: rows('test') },
    };
    const result = await runProgram(python, ['bench/keras/train_on_features.py'], JSON.stringify(request));
    await writeFile(kept, JSON.stringify(lastJsonLine(result)));
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as Score;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const sum = (scores: readonly Score[]): Score => ({
  correct: scores.reduce((total, score) => total + score.correct, 0),
  count: scores.reduce((total, score) => total + score.count, 0),
});
const cell = ({ correct, count }: Score): string => {
  const { low, high } = wilsonInterval(correct, count);
  return `${percent(correct / count)} (${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)}, n = ${count})`;
};

await mkdir(options.work, { recursive: true });
const thaw = new Map<number, Score>();
const keras = new Map<number, Score>();
for (const seed of options.seeds) thaw.set(seed, await thawScore(seed));
if (options.python)
  for (const seed of options.kerasSeeds) keras.set(seed, await kerasScore(seed, options.python));
const rows = options.seeds.map((seed) => {
  const theirs = keras.get(seed);
  return [`seed ${seed}`, cell(thaw.get(seed)!), theirs ? cell(theirs) : 'not measured'];
});
const all = sum([...thaw.values()]);
rows.push(['all', cell(all), keras.size > 0 ? cell(sum([...keras.values()])) : 'not measured']);
const paired = sum([...keras.keys()].map((seed) => thaw.get(seed)!));
const interval = (first: Score, second: Score): string => {
  const { difference, low, high } = newcombeInterval(first, second);
  return `${percent(difference)} (95 % interval ${percent(low)} to ${percent(high)}, Newcombe)`;
};
const comparison =
  keras.size > 0
    ? `Thaw minus Keras on the same splits (seeds ${[...keras.keys()].join(', ')}): ${interval(paired, sum([...keras.values()]))}.`
    : `Keras's side was not measured in this run. Had it answered all ${all.count} right, the difference would be ${interval(all, { correct: all.count, count: all.count })}.`;
const text = `# Accuracy on test photos

Cats and dogs (Kaggle's Dogs vs. Cats), ${counts[0]} + ${counts[0]} photos for training, ${counts[1]} + ${counts[1]} for validation, ${counts[2]} + ${counts[2]} for the test; recipe \`two-phase\` with ${epochs.join(' + ')} epochs and 5 cached augmented copies. The seed draws the split and the training. Keras's column is Keras's own fit and RMSprop on the same splits and the same cached features. Intervals are Wilson's, 95 %.

${markdownTable(['', 'Thaw', 'Keras'], rows)}

${comparison}

Measured on ${describeMachine()}, by \`npm run bench -- accuracy --photos FOLDER --weights VGG16.h5\`.
`;
await writeFile('docs/accuracy.md', text);
console.log(text);
