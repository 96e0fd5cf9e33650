import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { copyVerified } from '../../../engine/dataset/copy-file.ts';
import { ignoredName } from '../../../engine/dataset/ignored-names.ts';
import { hashFile } from '../../../engine/storage/hash-file.ts';
import { writeJsonAtomically } from '../../../engine/storage/write-atomically.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { startStage } from '../../../engine/job/start-stage.ts';
import { stopIfCancelled } from '../../../engine/job/stop-if-cancelled.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { photoIndexName } from '../photo-index.ts';
import {
  projectFileName,
  projectFileSchema,
  projectSchemaVersion,
  readProjectJson,
} from '../project-file.ts';
import { gatherRoots, type GatheredRoot, type ListedPhoto } from './gather-roots.ts';
import { moveRunFolders } from './move-paths.ts';
import { changeJson } from './project-files.ts';
import { makeFolder } from '../../../engine/storage/make-folder.ts';

export interface Relinked {
  readonly found: number;
  readonly missing: number;
}

/**
 * Finds the photos of a project, by their content, in a folder of this computer. Where they lie there as the project
 * has them it reads them there; otherwise they are copied into its own folder, each under its path. Throws
 * `folder-not-found`, `cancelled`, `disk-full`, `permission-denied`.
 */
export async function relinkPhotos(project: string, folder: string, context: JobContext): Promise<Relinked> {
  const place = await realpath(folder).catch(() => null);
  if (place === null) throw new ThawError('folder-not-found', { folder });
  const file = (await readProjectJson(
    join(project, projectFileName),
    projectFileSchema,
    projectSchemaVersion,
  ))!;
  const roots = await gatherRoots(project, file);
  const finder = contentFinder(place, context);
  const moved = new Map<string, string>();
  let [found, missing] = [0, 0];
  const total = roots.reduce((sum, { photos }) => sum + photos.size, 0);
  const progress = startStage(context.report, 'reading-photos', total, 'photos');
  for (const root of roots) {
    const elsewhere: ListedPhoto[] = [];
    let inPlace = 0;
    for (const photo of root.photos.values()) {
      stopIfCancelled(context.signal);
      if (await isThere(resolve(place, photo.path), photo)) inPlace++;
      else elsewhere.push(photo);
      progress.advance();
    }
    const files = new Map<ListedPhoto, string>();
    for (const photo of elsewhere) {
      const at = await finder(photo);
      if (at !== null) files.set(photo, at);
    }
    if (files.size > 0) await gatherCopies(root, place, files, context.signal);
    else moved.set(root.folder, place);
    found += inPlace + files.size;
    missing += elsewhere.length - files.size;
  }
  progress.finish();
  await moveTo(project, file.source.folder, moved);
  return { found, missing };
}

/** Makes project, index and runs speak of the folders that were found. */
async function moveTo(project: string, source: string, moved: ReadonlyMap<string, string>): Promise<void> {
  const next = (folder: string): string => moved.get(folder) ?? folder;
  await moveRunFolders(project, next);
  await changeJson(join(project, photoIndexName), (value) => ({
    ...value,
    folder: next((value as { folder: string }).folder),
  }));
  const file = (await readProjectJson(
    join(project, projectFileName),
    projectFileSchema,
    projectSchemaVersion,
  ))!;
  const folder = next(source);
  const kind = folder === source ? ('upload' as const) : ('folder' as const);
  await writeJsonAtomically(join(project, projectFileName), {
    ...file,
    source: { ...file.source, kind, folder, origin: folder },
  });
}

/** Copies what lies elsewhere, and beside it what lies as it should, so that one folder has them all. */
async function gatherCopies(
  { folder, photos }: GatheredRoot,
  place: string,
  files: ReadonlyMap<ListedPhoto, string>,
  signal: AbortSignal,
): Promise<void> {
  for (const photo of photos.values()) {
    stopIfCancelled(signal);
    const from = files.get(photo) ?? resolve(place, photo.path);
    const to = join(folder, photo.path);
    if (!(await isThere(from, photo)) || (await isThere(to, photo))) continue;
    await makeFolder(dirname(to));
    await copyVerified(from, to, photo);
  }
}

async function isThere(file: string, { sha256, bytes }: ListedPhoto): Promise<boolean> {
  const status = await stat(file).catch(() => null);
  return status?.isFile() === true && status.size === bytes && (await hashFile(file)) === sha256;
}

/** Looks for content below a folder. Files are listed once, and hashed only where one of their size is wanted. */
function contentFinder(
  folder: string,
  { signal }: JobContext,
): (photo: ListedPhoto) => Promise<string | null> {
  let bySize: Map<number, string[]> | null = null;
  const hashes = new Map<string, string>();
  return async ({ sha256, bytes }) => {
    bySize ??= await listBySize(folder, signal);
    for (const file of bySize.get(bytes) ?? []) {
      const hash = hashes.get(file) ?? (await hashFile(file).catch(() => ''));
      hashes.set(file, hash);
      if (hash === sha256) return file;
    }
    return null;
  };
}

async function listBySize(folder: string, signal: AbortSignal): Promise<Map<number, string[]>> {
  const bySize = new Map<number, string[]>();
  const list = async (below: string): Promise<void> => {
    for (const entry of await readdir(below, { withFileTypes: true })) {
      stopIfCancelled(signal);
      const path = join(below, entry.name);
      if (ignoredName(entry.name) !== null) continue;
      if (entry.isDirectory()) await list(path);
      else if (entry.isFile()) {
        const { size } = await stat(path);
        bySize.set(size, [...(bySize.get(size) ?? []), path]);
      }
    }
  };
  await list(folder);
  return bySize;
}
