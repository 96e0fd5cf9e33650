import { existsSync } from 'node:fs';
import { type CrossValidationFile, schemaVersion } from '../../shared/run-files.ts';
import { crossValidationFile, foldRun } from '../dataset/fold-folders.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { runPaths } from '../training/run-folder.ts';
import { poolFolds } from './pool-folds.ts';

/**
 * Measures the finished folds below OUT together and writes OUT/cross-validation.json; those before the first unfinished
 * one count. Throws what poolFolds throws, `run-not-measured` where no fold is finished, `permission-denied`,
 * `disk-full`.
 */
export async function writeCrossValidation(
  out: string,
  numFolds: number,
  seed: number,
): Promise<CrossValidationFile> {
  const measured = finishedFolds(out, numFolds);
  const test = await poolFolds(Array.from({ length: measured }, (_, index) => foldRun(out, index + 1)));
  const file: CrossValidationFile = { schemaVersion, folds: numFolds, measured, seed, test };
  await writeJsonAtomically(crossValidationFile(out), file);
  return file;
}

/** How many folds, from the first on, have their results. */
export function finishedFolds(out: string, numFolds: number): number {
  let finished = 0;
  while (finished < numFolds && existsSync(runPaths(foldRun(out, finished + 1)).evaluation)) finished += 1;
  return finished;
}
