import { randomUUID } from 'node:crypto';
import { rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SplitDataset } from '../../shared/dataset.ts';
import { schemaVersion } from '../../shared/run-files.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { foldSplit } from './fold-folders.ts';

/**
 * Makes the folder of a cross-validation with the split file of every fold: whole or not at all, by a folder beside it
 * that is renamed. Throws `permission-denied`, `disk-full`.
 */
export async function createFolds(out: string, folds: readonly SplitDataset[]): Promise<void> {
  const aside = join(dirname(out), `.${basename(out)}-${randomUUID()}`);
  try {
    for (const [index, dataset] of folds.entries())
      await writeJsonAtomically(foldSplit(aside, index + 1), { schemaVersion, ...dataset });
    // An empty folder may lie there; not every system renames over it.
    await rmdir(out).catch(() => undefined);
    await rename(aside, out);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw asStorageError(error, out, 'write');
  }
}
