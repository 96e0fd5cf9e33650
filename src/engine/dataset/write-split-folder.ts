import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { applySplit, resumeSplit } from './apply-split.ts';
import { planDestinations } from './plan-destinations.ts';
import { readSplitFile, splitFileName } from './read-split-file.ts';
import { readJournal, type SplitJournal } from './split-journal.ts';

/**
 * Copies or moves the photos that FOLDER/split.json names into OUT/PART/CLASS. Asked again after the same copy or move
 * stopped half-way, it goes on with that one; after it came to its end, with every photo there, nothing is done. Throws `split-file-damaged` where there is no split file, and what
 * `applySplit` does.
 */
export async function writeSplitFolder(
  folder: string,
  out: string,
  mode: 'copy' | 'move',
  context: JobContext,
): Promise<SplitDataset> {
  const file = await readSplitFile(folder);
  if (!file)
    throw new ThawError('split-file-damaged', { file: join(folder, splitFileName), detail: 'no file' });
  const dataset: SplitDataset = { ...file, folder: resolve(folder, file.folder) };
  const folderOut = resolve(out);
  const journal = await readJournal(folderOut);
  if (journal && !journal.undone && journal.mode === mode && journal.source === dataset.folder) {
    const written = await readSplitFile(folderOut);
    if (!written) return resumeSplit(out, context);
    if (await isWritten(folderOut, journal, dataset))
      return { ...written, folder: resolve(folderOut, written.folder) };
  }
  await applySplit(dataset, out, mode, context);
  return dataset;
}

/** This very split came to its end, and whoever asked for it did not live to know. */
async function isWritten(out: string, journal: SplitJournal, dataset: SplitDataset): Promise<boolean> {
  if (!isDeepStrictEqual(journal.classes, [...dataset.classes])) return false;
  if (!isDeepStrictEqual(journal.files, planDestinations(dataset))) return false;
  for (const { to, bytes } of journal.files) {
    const found = await stat(join(out, to)).catch(() => null);
    if (found?.size !== bytes) return false;
  }
  return true;
}
