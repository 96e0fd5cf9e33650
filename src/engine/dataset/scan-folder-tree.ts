import { readdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { type ClassFolders, findClassFolders } from './find-class-folders.ts';
import { type Candidate, readCandidates } from './read-candidates.ts';
import { type ClassFiles, scanNested } from './scan-nested.ts';
import type { ScanOptions } from './scan-options.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/**
 * Scans a tree of class folders, split or not. Photos lie directly in their class folder; folders inside it are
 * reported as `nested-folder` and left alone, since they may mean anything (sub-classes, rejects, thumbnails), unless
 * `nested` says that they hold photos of their class.
 * Throws `no-classes`, `several-datasets`, `split-parts-ambiguous`, `permission-denied` or `cancelled`.
 */
export async function scanFolderTree(
  folder: string,
  context: JobContext,
  { watcher, nested = false, openKeeper }: ScanOptions = {},
): Promise<ScannedDataset> {
  const { layout, folders, skipped, photosAtTop } = await findFolders(folder);
  if (folders.length === 0) throw new ThawError('no-classes', { folder, photosAtTop });
  const names = [...new Set(folders.map(({ className }) => className))].sort(compareCodePoints);
  const indexes = new Map(names.map((name, index) => [name, index]));
  const classFiles = nested
    ? await scanNested(await realpath(folder), folders)
    : await scanFlat(folder, folders);
  const candidates: Candidate[] = classFiles.flatMap(({ folder: { className, part }, files }) =>
    files.map((path) => ({ path, classIndex: indexes.get(className)!, part })),
  );
  candidates.sort((a, b) => a.classIndex - b.classIndex || compareCodePoints(a.path, b.path));
  const read = await readCandidates(
    folder,
    candidates,
    context,
    watcher && { watcher, classNames: names },
    openKeeper,
  );
  const filled = new Set(read.photos.map(({ classIndex }) => classIndex));
  const classes = names.filter((_, index) => filled.has(index));
  const finalIndexes = new Map(classes.map((name, index) => [indexes.get(name), index]));
  if (classes.length === 0) throw new ThawError('no-classes', { folder, photosAtTop });
  return {
    folder,
    layout,
    classes,
    photos: read.photos.map((photo) => ({ ...photo, classIndex: finalIndexes.get(photo.classIndex)! })),
    skipped: [
      ...skipped,
      ...classFiles.flatMap((inClass) => inClass.skipped),
      ...read.skipped,
      ...emptyClasses(folders, read.photos),
    ].sort((a, b) => compareCodePoints(a.path, b.path)),
    misnamed: read.misnamed,
    seed: null,
  };
}

async function findFolders(folder: string): Promise<ClassFolders> {
  try {
    return await findClassFolders(await realpath(folder));
  } catch (error) {
    throw asStorageError(error, folder, 'read');
  }
}

/** The files that lie in the class folders themselves. */
async function scanFlat(folder: string, folders: ClassFolders['folders']): Promise<readonly ClassFiles[]> {
  const found: ClassFiles[] = [];
  for (const classFolder of folders) {
    const { files, folders: inner, skipped } = classFolder.content;
    const left: SkippedFile[] = [...skipped];
    for (const path of inner)
      left.push({
        path,
        reason: 'nested-folder',
        detail: `${await countFiles(resolve(folder, path))} files`,
      });
    found.push({ folder: classFolder, files, skipped: left });
  }
  return found;
}

/** Files below a folder, links not followed; those in folders that cannot be read are not counted. */
async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let count = 0;
  for (const entry of entries)
    count += entry.isDirectory() ? await countFiles(resolve(folder, entry.name)) : 1;
  return count;
}

function emptyClasses(
  folders: ClassFolders['folders'],
  photos: readonly { readonly path: string }[],
): SkippedFile[] {
  return folders
    .filter(({ content }) => !photos.some(({ path }) => path.startsWith(`${content.path}/`)))
    .map(({ content }) => ({
      path: content.path,
      reason: 'empty-class',
      detail: `${content.files.length} files, 0 photos`,
    }));
}
