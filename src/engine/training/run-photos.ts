import { join, resolve } from 'node:path';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { schemaVersion, type RunConfig } from '../../shared/run-files.ts';
import { hashFile } from '../storage/hash-file.ts';
import { isFile, isFolder } from '../storage/look-at-path.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { openRun, runPaths } from './run-folder.ts';

/** Photos whose content is compared before a folder is taken for the run's; enough to tell it from any other. */
const comparedPhotos = 8;

/**
 * A run whose photos are to be read. Throws what openRun throws, and `run-photos-missing` where their folder is not
 * there, as in a run from another machine.
 */
export async function openRunWithPhotos(
  run: string,
): Promise<{ readonly config: RunConfig; readonly dataset: SplitDataset }> {
  const opened = await openRun(run);
  const { folder } = opened.dataset;
  if (!(await isFolder(folder)) && !(await isFile(folder)))
    throw new ThawError('run-photos-missing', { run, folder, file: null });
  return opened;
}

/**
 * Writes down that a run's photos lie in another folder now, where they lie as they did: the run is the same. Throws
 * what openRun throws, `run-photos-missing`, `run-photos-changed`, `permission-denied`, `disk-full`.
 */
export async function movePhotosOfRun(run: string, to: string): Promise<void> {
  const folder = resolve(to);
  const { config, dataset } = await openRun(run);
  const stride = Math.max(1, Math.floor(dataset.photos.length / comparedPhotos));
  for (const [index, { path, sha256 }] of dataset.photos.entries()) {
    const file = join(folder, path);
    if (!(await isFile(file))) throw new ThawError('run-photos-missing', { run, folder, file: path });
    if (index % stride === 0 && (await hashFile(file)) !== sha256)
      throw new ThawError('run-photos-changed', { run, file: path });
  }
  await writeJsonAtomically(runPaths(run).split, { schemaVersion, ...dataset, folder });
  // A list is named by its file; the photos lie in its folder.
  if (config.source.folder === dataset.folder)
    await writeJsonAtomically(runPaths(run).config, { ...config, source: { ...config.source, folder } });
}
