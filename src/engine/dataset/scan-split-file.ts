import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitFile } from '../../shared/run-files.ts';
import type { JobContext } from '../job/job-context.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { hashFile } from '../storage/hash-file.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import type { OpenPhotoKeeper } from './photo-keeper.ts';
import { readCandidates } from './read-candidates.ts';
import { whyNotRead } from './read-dataset-file.ts';
import { requireFolder } from './require-folder.ts';
import type { ScanOptions } from './scan-options.ts';
import type { ScanWatcher } from './scan-watcher.ts';
import type { ScannedDataset } from './scanned-dataset.ts';
import { splitFileName } from './read-split-file.ts';
import { startStage } from '../job/start-stage.ts';

/**
 * Checks the photos that a split file names against their hashes; they were decoded when the split was made. A photo
 * that is gone or cannot be read is skipped; one whose content changed is another photo than the one that was
 * split, so it stops the scan: `split-source-changed`.
 * Throws also `split-file-damaged` where no photo is left, `folder-not-found` for the photos' folder, `cancelled`.
 * @param out the folder the split file lies in.
 */
export async function scanSplitFile(
  out: string,
  file: SplitFile,
  context: JobContext,
  { watcher, openKeeper }: ScanOptions = {},
): Promise<ScannedDataset> {
  // Copies and moves are named relative to their own folder, so that it can be moved as a whole.
  const folder = resolve(out, file.folder);
  if (!(await stat(folder).catch(() => null))) throw new ThawError('folder-not-found', { folder });
  const checked = watcher
    ? await readAgain(folder, file, watcher, context, openKeeper)
    : await checkHashes(folder, file, context);
  const skipped = checked.filter((problem) => problem !== null);
  const photos = file.photos.filter((_, index) => checked[index] === null);
  if (photos.length === 0)
    throw new ThawError('split-file-damaged', {
      file: resolve(out, splitFileName),
      detail: `0 of ${file.photos.length} photos found`,
    });
  return {
    folder,
    layout: 'thaw-split',
    classes: file.classes,
    photos: photos.sort((a, b) => a.classIndex - b.classIndex || compareCodePoints(a.path, b.path)),
    skipped: skipped.sort((a, b) => compareCodePoints(a.path, b.path)),
    misnamed: [],
    seed: file.seed,
  };
}

/** Why each photo of the file is left out; null for those that are used. */
type Checked = readonly (SkippedFile | null)[];

async function checkHashes(folder: string, file: SplitFile, context: JobContext): Promise<Checked> {
  const progress = startStage(context.report, 'scanning', file.photos.length, 'files');
  const checked = await mapInParallel(file.photos, 8, context.signal, async ({ path, sha256 }) => {
    const problem = await checkPhoto(resolve(folder, path), sha256);
    if (problem) await requireFolder(folder, problem.reason);
    progress.advance();
    return problem && { path, ...problem };
  });
  progress.finish();
  return checked;
}

/** Who watches wants the photos' sizes too, so they are decoded once more. */
async function readAgain(
  folder: string,
  file: SplitFile,
  watcher: ScanWatcher,
  context: JobContext,
  openKeeper: OpenPhotoKeeper | undefined,
): Promise<Checked> {
  const hashes = new Map(file.photos.map(({ path, sha256 }) => [path, sha256]));
  const changed: string[] = [];
  const checking: ScanWatcher = {
    recall: (path) => watcher.recall(path),
    found(photo) {
      if (photo.sha256 === hashes.get(photo.path)) watcher.found(photo);
      else changed.push(photo.path);
    },
  };
  const watch = { watcher: checking, classNames: file.classes };
  const { skipped } = await readCandidates(folder, file.photos, context, watch, openKeeper);
  if (changed[0] !== undefined)
    throw new ThawError('split-source-changed', { file: resolve(folder, changed[0]) });
  const problems = new Map(skipped.map((problem) => [problem.path, problem]));
  return file.photos.map(({ path }) => problems.get(path) ?? null);
}

async function checkPhoto(path: string, sha256: string): Promise<Omit<SkippedFile, 'path'> | null> {
  let found: string;
  try {
    if (!(await stat(path)).isFile()) return { reason: 'unreadable', detail: 'not a regular file' };
    found = await hashFile(path);
  } catch (error) {
    const [reason, detail] = whyNotRead(error, path);
    return { reason, detail };
  }
  if (found !== sha256) throw new ThawError('split-source-changed', { file: path });
  return null;
}
