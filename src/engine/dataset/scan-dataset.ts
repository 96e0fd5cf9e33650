import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { readSplitFile, splitFileName } from './read-split-file.ts';
import { scanFolderTree } from './scan-folder-tree.ts';
import { scanList } from './scan-list.ts';
import { scanSplitFile } from './scan-split-file.ts';
import type { ScanOptions } from './scan-options.ts';
import type { ScannedDataset } from './scanned-dataset.ts';
import { unfinishedSplit } from './split-journal.ts';

export type { ScannedDataset } from './scanned-dataset.ts';

/**
 * Reads a data set: a tree of class folders (split or not), a `path label` list, or a folder that `split` wrote.
 * Every file is read once and the data set is not changed. What is left out is in `skipped`, each with its reason.
 *
 * Throws `folder-not-found`, `not-a-folder`, `split-unfinished`, `permission-denied`, `cancelled`, and what the
 * layouts' own scans throw.
 */
export async function scanDataset(
  folder: string,
  context: JobContext,
  options: ScanOptions = {},
): Promise<ScannedDataset> {
  const path = resolve(folder);
  const status = await stat(path).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP')
      throw new ThawError('folder-not-found', { folder: path });
    throw asStorageError(error, path, 'read');
  });
  if (status.isFile() && basename(path) !== splitFileName) return scanList(path, context, options);
  if (!status.isFile() && !status.isDirectory())
    throw new ThawError('not-a-folder', { path, type: 'special' });
  const home = status.isFile() ? dirname(path) : path;
  const file = await readSplitFile(home);
  if (file) return scanSplitFile(home, file, context, options);
  // Without its split file, a half-filled split looks like a whole one.
  const unfinished = await unfinishedSplit(home);
  if (unfinished) throw new ThawError('split-unfinished', { folder: home, mode: unfinished.mode });
  return status.isFile() ? scanList(path, context, options) : scanFolderTree(home, context, options);
}
