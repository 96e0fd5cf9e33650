import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  answersFileSchema,
  splitFileSchema,
  timingsFileSchema,
  type SplitFile,
} from '../src/shared/run-files.ts';
import { indexOfLargest } from '../src/shared/statistics/index-of-largest.ts';
import { makeFolds } from './make-folds.ts';
import { runThaw } from './run-program.ts';

/**
 * Trainings of one recipe with different settings on the same folds of the same photos, so that their answers can be
 * paired photo by photo. A finished run is taken as it is and a begun one goes on: a long measurement can be made in
 * pieces.
 */
export interface CrossValidation {
  /**
   * Whether each photo was answered right, through the folds in the order of the split, and seconds by stage; by name
   * of the variants. The variants take turns fold by fold.
   */
  run(variants: Readonly<Record<string, readonly string[]>>): Promise<ReadonlyMap<string, FoldedAnswers>>;
}

export interface FoldedAnswers {
  readonly right: readonly boolean[];
  /** The folds' runs. */
  readonly runs: readonly string[];
  /** Seconds of all folds together, by stage of timings.json. */
  readonly seconds: Readonly<Record<string, number>>;
}

export interface CrossValidationOptions {
  /** A class-per-folder tree. */
  readonly photos: string;
  readonly work: string;
  readonly numFolds: number;
  /** Of these, how many are run. */
  readonly foldsRun: number;
  readonly epochs: readonly [number, number];
}

export async function openCrossValidation(options: CrossValidationOptions): Promise<CrossValidation> {
  const { photos, work, numFolds, foldsRun, epochs } = options;
  const folds = await writeFolds(photos, work, numFolds);
  return {
    async run(variants) {
      const found = new Map<string, FoldedAnswers>();
      for (const [fold, split] of folds.slice(0, foldsRun).entries())
        for (const [name, settings] of Object.entries(variants)) {
          const run = join(work, `${name}-${epochs.join('+')}-fold-${fold}`);
          await trainOnce(split, run, epochs, fold + 1, settings);
          const before = found.get(name) ?? { right: [], runs: [], seconds: {} };
          found.set(name, await withAnswers(before, run));
        }
      return found;
    },
  };
}

async function trainOnce(
  split: string,
  run: string,
  epochs: readonly [number, number],
  seed: number,
  settings: readonly string[],
): Promise<void> {
  if (existsSync(join(run, 'evaluation.json'))) return;
  if (existsSync(join(run, 'config.json'))) {
    await runThaw(['train', '--resume', run]);
    return;
  }
  const set = settings.flatMap((setting) => ['--set', setting]);
  const length = ['--epochs', epochs.join(','), '--seed', String(seed)];
  await runThaw(['train', split, '--out', run, ...length, ...set]);
}

async function withAnswers(before: FoldedAnswers, run: string): Promise<FoldedAnswers> {
  const { test } = answersFileSchema.parse(await readJson(join(run, 'answers.json')));
  const right = test!.map(({ classIndex, probabilities }) => indexOfLargest(probabilities) === classIndex);
  const timings = timingsFileSchema.parse(await readJson(join(run, 'timings.json')));
  const seconds: Record<string, number> = { ...before.seconds };
  for (const [stage, spent] of Object.entries(timings.seconds))
    seconds[stage] = (seconds[stage] ?? 0) + spent;
  return { right: [...before.right, ...right], runs: [...before.runs, run], seconds };
}

/** One folder a fold with the split file that `thaw train` takes. */
async function writeFolds(photos: string, work: string, numFolds: number): Promise<readonly string[]> {
  await mkdir(work, { recursive: true });
  const whole = join(work, 'whole');
  if (!existsSync(join(whole, 'split.json')))
    await runThaw(['split', photos, '--out', whole, '--ratio', '80,10,10', '--seed', '1']);
  const split: SplitFile = splitFileSchema.parse(await readJson(join(whole, 'split.json')));
  const folders = Array.from({ length: numFolds }, (_, fold) => join(work, `split-${numFolds}-${fold}`));
  for (const [fold, parted] of makeFolds(split.photos, numFolds, 1).entries()) {
    await mkdir(folders[fold]!, { recursive: true });
    await writeFile(
      join(folders[fold]!, 'split.json'),
      JSON.stringify({ ...split, photos: [...parted].sort((a, b) => (a.path < b.path ? -1 : 1)) }),
    );
  }
  return folders;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
