import { readSplitFile } from '../../engine/dataset/read-split-file.ts';
import { countFolds, crossValidationFile, foldFolder, foldRun } from '../../engine/dataset/fold-folders.ts';
import { readRunFile } from '../../engine/training/run-folder.ts';
import type { CrossValidationView, FoldView, RunSummary } from '../../shared/app/run-view.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import {
  type AboutFile,
  crossValidationFileSchema,
  type CrossValidationFile,
} from '../../shared/run-files.ts';
import { readAbout } from '../../engine/training/about-file.ts';
import { countParts } from './count-parts.ts';
import { folderBytes } from './folder-bytes.ts';
import { epochsPlanned, kindOf, modelEpoch, readRun, secondsOfWork, type RunOnDisk } from './read-run.ts';

/** A cross-validation as its folder tells it. */
export interface CrossValidationOnDisk {
  readonly of: number;
  /** Fold after fold; null: not begun. */
  readonly runs: readonly (RunOnDisk | null)[];
  /** null: neither finished nor stopped. */
  readonly pooled: CrossValidationFile | null;
  readonly about: AboutFile;
}

/** null: the folder holds no cross-validation. Throws what readRun throws, but `run-not-found`. */
export async function readCrossValidation(folder: string): Promise<CrossValidationOnDisk | null> {
  const of = countFolds(folder);
  if (of === 0) return null;
  const runs: (RunOnDisk | null)[] = [];
  for (let fold = 1; fold <= of; fold++) runs.push(await readFold(foldRun(folder, fold)));
  const pooled = await readRunFile(folder, crossValidationFile(folder), crossValidationFileSchema);
  return { of, runs, pooled, about: await readAbout(folder) };
}

async function readFold(run: string): Promise<RunOnDisk | null> {
  try {
    return await readRun(run);
  } catch (error) {
    if (isThawError(error, 'run-not-found')) return null;
    throw error;
  }
}

/** Every fold was measured, and all of them together. */
export function isWhole({ of, pooled }: CrossValidationOnDisk): boolean {
  return pooled !== null && (pooled.measured ?? pooled.folds) === of;
}

/** Its line in the rail, as far as its folder tells it. Throws `run-not-found` where no fold was begun. */
export function summaryOfFolds(run: string, onDisk: CrossValidationOnDisk): RunSummary {
  const { of, pooled, about } = onDisk;
  const begun = onDisk.runs.filter((one) => one !== null);
  if (!begun[0]) throw new ThawError('run-not-found', { run });
  const { recipe, createdAt } = begun[0].config;
  const measured = pooled
    ? (pooled.measured ?? pooled.folds)
    : begun.filter(({ evaluation }) => evaluation).length;
  return {
    run,
    name: about.name ?? recipe.name,
    recipe: recipe.name,
    folds: { of, measured },
    kind: kindOf(recipe),
    state: pooled ? 'finished' : 'paused',
    epochs: begun.reduce((sum, { epochs }) => sum + epochs.length, 0),
    epochsPlanned: of * epochsPlanned(recipe),
    score: pooled && { correct: pooled.test.correct, count: pooled.test.count },
    createdAt,
    seconds: pooled && begun.reduce((sum, { timings }) => sum + secondsOfWork(timings), 0),
  };
}

/** Throws `run-not-found`, and what readRun throws. */
export async function viewCrossValidation(folder: string, run: string): Promise<CrossValidationView> {
  const onDisk = await readCrossValidation(folder);
  const first = onDisk?.runs.find((one) => one !== null);
  if (!onDisk || !first) throw new ThawError('run-not-found', { run });
  return {
    summary: summaryOfFolds(run, onDisk),
    config: first.config,
    folder,
    folds: await Promise.all(onDisk.runs.map((one, index) => viewFold(folder, index + 1, one))),
    test: onDisk.pooled?.test ?? null,
    notes: onDisk.about.notes,
    bytes: await folderBytes(folder),
  };
}

async function viewFold(folder: string, fold: number, onDisk: RunOnDisk | null): Promise<FoldView> {
  const split = await readSplitFile(foldFolder(folder, fold));
  const test = onDisk?.evaluation?.test ?? null;
  return {
    fold,
    score: test && { correct: test.correct, count: test.count },
    counts: countParts(split),
    epochs: onDisk?.epochs.length ?? 0,
    bestEpoch: onDisk && modelEpoch(onDisk),
    seconds: onDisk?.evaluation ? secondsOfWork(onDisk.timings) : null,
  };
}
