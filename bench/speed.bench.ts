import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SplitFile } from '../src/shared/run-files.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { openKerasWorker } from './keras-worker.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { lastJsonLine, runProgram, runThaw } from './run-program.ts';
import { markdownTable, spread } from './statistics.ts';
import { openThawStages, type Stage } from './thaw-stages.ts';

/** Thaw against Keras on the same photos in one run: the stages in turn, round after round, then the whole recipe. */
const options = benchOptions({ rounds: 5, count: 60 });
const python = options.python;
if (!python) throw new Error('bench: Keras is needed; run npm test once, or name a Python by --python');
const size = recipeByName('two-phase').image.size;
const epochs = [4, 2] as const;
/** Photos per class for training, validation and test of the whole recipe. */
const counts = [options.count / 2, options.count / 6, options.count / 6].map(Math.floor);

async function photosOf(count: number): Promise<{ paths: string[]; labels: number[] }> {
  const paths: string[] = [];
  const labels: number[] = [];
  for (const [label, className] of (await readdir(options.photos)).sort().slice(0, 2).entries()) {
    const files = (await readdir(join(options.photos, className))).sort().slice(0, count / 2);
    paths.push(...files.map((file) => join(options.photos, className, file)));
    labels.push(...files.map(() => label));
  }
  return { paths, labels };
}

async function compareStages(): Promise<string[][]> {
  const { paths, labels } = await photosOf(options.count);
  const keras = await openKerasWorker(python!, { size, weights: options.weights, paths, labels });
  const thaw = await openThawStages(paths, labels);
  const stages: readonly [Stage, string, string][] = [
    ['decode', 'decode', 'decode and resize (Keras: tf.data)'],
    ['decode', 'decode-pillow', 'decode and resize, exact (Keras: Pillow in threads)'],
    ['frozen-pass', 'frozen-pass', 'frozen pass, fp32'],
    ['phase-1', 'phase-1', 'an epoch of phase 1 from cached features'],
    ['phase-2', 'phase-2', 'an epoch of phase 2 from cached features'],
  ];
  const rows: string[][] = [];
  for (const [mine, theirs, title] of stages) {
    const [ours, theirsSeen, ratios]: [number[], number[], number[]] = [[], [], []];
    await thaw.run(mine);
    await keras.run(theirs);
    for (let round = 0; round < options.rounds; round++) {
      const seconds = await thaw.run(mine);
      const kerasSeconds = await keras.run(theirs);
      ours.push(paths.length / seconds);
      theirsSeen.push(paths.length / kerasSeconds);
      ratios.push(kerasSeconds / seconds);
    }
    rows.push([title, spread(ours, 1), spread(theirsSeen, 1), `${spread(ratios, 2)} x`]);
    console.log(rows.at(-1)!.join(' | '));
  }
  keras.close();
  thaw.close();
  return rows;
}

/** The whole recipe with augmentation, each as its users run it, nothing cached beforehand. */
async function compareWhole(): Promise<string> {
  const work = await mkdtemp(join(options.work, 'whole-'));
  process.env.THAW_CACHE = join(work, 'cache');
  const split = join(work, 'split');
  const run = join(work, 'run');
  await runThaw(['split', options.photos, '--out', split, '--count', counts.join(','), '--seed', '1']);
  const start = performance.now();
  await runThaw(['train', split, '--out', run, '--epochs', epochs.join(',')]);
  const seconds = (performance.now() - start) / 1000;
  const file = JSON.parse(await readFile(join(run, 'split.json'), 'utf8')) as SplitFile;
  const part = (name: string): { path: string; label: number }[] =>
    file.photos
      .filter((photo) => photo.part === name)
      .map((photo) => ({ path: join(file.folder, photo.path), label: photo.classIndex }));
  const request = {
    size,
    seed: 1,
    epochs,
    weights: options.weights,
    checkpoint: join(work, 'keras.weights.h5'),
    parts: { train: part('train'), validation: part('validation'), test: part('test') },
  };
  const kerasRun = await runProgram(python!, ['bench/keras/whole_recipe.py'], JSON.stringify(request));
  const keras = lastJsonLine(kerasRun) as { seconds: number };
  await rm(work, { recursive: true, force: true });
  const [passes, photos] = [epochs.join(' + '), counts.map((count) => 2 * count).join(' / ')];
  return `The whole \`two-phase\` recipe with augmentation (${passes} epochs, ${photos} photos for training / validation / test, one run each, whole processes, nothing cached before; Keras as in its tutorial, the base run in every epoch): Thaw ${seconds.toFixed(0)} s, Keras ${kerasRun.seconds.toFixed(0)} s (${keras.seconds.toFixed(0)} s of it without start-up), ratio ${(kerasRun.seconds / seconds).toFixed(2)} x. Thaw runs the base once per photo and copy, so the ratio grows with the number of epochs.`;
}

await mkdir(options.work, { recursive: true });
const rows = await compareStages();
const whole = await compareWhole();
const text = `# Speed against Keras

Photos per second, median (lowest-highest) of ${options.rounds} rounds on ${options.count} photos at ${size} px; Thaw and Keras take turns in one run, the first round of each is not counted. Ratio: Keras's seconds over Thaw's, pair by pair; above 1 Thaw is faster. Keras is compiled, oneDNN on.

${markdownTable(['', 'Thaw, photos/s', 'Keras, photos/s', 'ratio'], rows)}

${whole}

Measured on ${describeMachine()}, by \`npm run bench -- speed --photos FOLDER --weights VGG16.h5\`. The machine is shared and its speed drifts: only ratios within a run mean anything.
`;
await writeFile('docs/speed.md', text);
console.log(text);
