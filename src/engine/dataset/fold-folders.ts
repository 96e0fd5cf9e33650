import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { splitFileName } from './read-split-file.ts';

/** Where the parts of a cross-validation lie below its folder OUT. Folds are counted from 1. */

export function foldFolder(out: string, fold: number): string {
  return join(out, `fold-${fold}`);
}

export function foldSplit(out: string, fold: number): string {
  return join(foldFolder(out, fold), splitFileName);
}

/** The fold's run, an ordinary one. */
export function foldRun(out: string, fold: number): string {
  return join(foldFolder(out, fold), 'run');
}

/** The folds' answers measured together. */
export function crossValidationFile(out: string): string {
  return join(out, 'cross-validation.json');
}

/** How many folds were planned below OUT; 0: it is no cross-validation. */
export function countFolds(out: string): number {
  let folds = 0;
  while (existsSync(foldSplit(out, folds + 1))) folds += 1;
  return folds;
}
