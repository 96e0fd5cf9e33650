import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JobContext } from '../job/job-context.ts';
import { applySplit } from './apply-split.ts';
import { planFolds } from './plan-folds.ts';
import { splitFileName } from './read-split-file.ts';
import { scanDataset } from './scan-dataset.ts';

/** A fold's own folder below that of a cross-validation; folds are counted from 1. */
export function foldFolder(out: string, fold: number): string {
  return join(out, `fold-${fold}`);
}

/**
 * Writes OUT/fold-1/split.json and so on; the photos stay where they are. Folds that are there already stay as they are,
 * so that a cross-validation can go on. Throws what scanDataset, planFolds and applySplit throw.
 */
export async function writeFolds(
  folder: string,
  out: string,
  numFolds: number,
  seed: number,
  context: JobContext,
): Promise<readonly string[]> {
  const folders = Array.from({ length: numFolds }, (_, fold) => foldFolder(resolve(out), fold + 1));
  if (folders.every((one) => existsSync(join(one, splitFileName)))) return folders;
  const scanned = await scanDataset(folder, context);
  for (const [fold, dataset] of planFolds(scanned, numFolds, seed).entries())
    if (!existsSync(join(folders[fold]!, splitFileName)))
      await applySplit(dataset, folders[fold]!, 'list', context);
  return folders;
}
