import { extname, join } from 'node:path';
import { readSplitFile, splitFileName } from '../../../engine/dataset/read-split-file.ts';
import { isSafeName } from '../../../engine/archive/zip-names.ts';
import { photoIndexName, photoIndexSchema, photoIndexVersion } from '../photo-index.ts';
import { readProjectJson, type ProjectFile } from '../project-file.ts';
import { listProjectFiles } from './project-files.ts';

/** A photo that a project speaks of. */
export interface ListedPhoto {
  /** As the project has it: relative to the root's folder, or, in lists, anywhere. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface GatheredRoot {
  /** Absolute. */
  readonly folder: string;
  readonly photos: ReadonlyMap<string, ListedPhoto>;
  /** A name inside the root for each path that is none. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * The folders that a project's photos are relative to, with the photos: the project's own first, then those of splits
 * of runs that were made from others. Throws what reading the project's files throws.
 */
export async function gatherRoots(
  projectFolder: string,
  file: ProjectFile,
): Promise<readonly GatheredRoot[]> {
  const roots = new Map<string, Map<string, ListedPhoto>>();
  const add = (folder: string, photos: readonly ListedPhoto[]): void => {
    const known = roots.get(folder) ?? new Map<string, ListedPhoto>();
    roots.set(folder, known);
    // What was read last is what the project means by a path.
    for (const { path, sha256, bytes } of photos)
      if (!known.has(path)) known.set(path, { path, sha256, bytes });
  };
  const index = await readProjectJson(
    join(projectFolder, photoIndexName),
    photoIndexSchema,
    photoIndexVersion,
  );
  add(index?.folder ?? file.source.folder, index?.photos ?? []);
  for (const name of await listProjectFiles(projectFolder)) {
    if (name !== splitFileName && !name.endsWith(`/${splitFileName}`)) continue;
    const split = await readSplitFile(join(projectFolder, name, '..'));
    if (split) add(split.folder, split.photos);
  }
  return [...roots].map(([folder, photos]) => ({ folder, photos, renamed: namesInside(photos) }));
}

/** Photos outside are named by their content, beside those inside. */
function namesInside(photos: ReadonlyMap<string, ListedPhoto>): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const { path, sha256 } of photos.values())
    if (!isSafeName(path) || path.includes('\\'))
      renamed.set(path, `outside/${sha256.slice(0, 24)}-${renamed.size}${extname(path).toLowerCase()}`);
  return renamed;
}
