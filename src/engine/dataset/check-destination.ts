import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { isInside } from './is-inside.ts';
import { splitFileName } from './read-split-file.ts';
import { isOwnRest } from './split-journal.ts';

/**
 * Makes sure that a split can be written to `out` without touching anything that is there. Copies and moves need a
 * folder that is empty or new; a list needs that there is no split file yet. A tree must not hold the destination,
 * which would be its new class at the next scan.
 *
 * Throws `split-destination-inside-source`, `split-destination-taken`, `split-file-taken`, `not-a-folder` or
 * `permission-denied`.
 */
export async function checkDestination(
  dataset: SplitDataset,
  out: string,
  mode: 'list' | 'copy' | 'move',
): Promise<void> {
  const [real, source] = [await realPathOf(out), await realPathOf(dataset.folder)];
  if (dataset.layout !== 'list' && isInside(source, real))
    throw new ThawError('split-destination-inside-source', { folder: out, source: dataset.folder });
  const entries = await entriesOf(out);
  if (mode === 'list') {
    if (entries.includes(splitFileName))
      throw new ThawError('split-file-taken', { file: join(out, splitFileName) });
  } else if (entries.length > 0) throw new ThawError('split-destination-taken', { folder: out });
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => !isOwnRest(name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new ThawError('not-a-folder', { path: folder, type: 'file' });
    throw asStorageError(error, folder, 'read');
  }
}

/** A path with its links resolved, as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  if (await stat(path).catch(() => null)) return realpath(path);
  const parent = dirname(path);
  return parent === path ? path : join(await realPathOf(parent), basename(path));
}
