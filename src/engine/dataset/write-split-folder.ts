import { join, resolve } from 'node:path';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { applySplit, resumeSplit } from './apply-split.ts';
import { readSplitFile, splitFileName } from './read-split-file.ts';
import { unfinishedSplit } from './split-journal.ts';

/**
 * Copies or moves the photos that FOLDER/split.json names into OUT/PART/CLASS. Asked again after the same copy or move
 * stopped half-way, it goes on with that one. Throws `split-file-damaged` where there is no split file, and what
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
  const unfinished = await unfinishedSplit(resolve(out));
  if (unfinished?.mode === mode && unfinished.source === dataset.folder) return resumeSplit(out, context);
  await applySplit(dataset, out, mode, context);
  return dataset;
}
