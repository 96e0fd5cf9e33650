import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import type { ClassFolder } from './find-class-folders.ts';
import { type FolderContent, openFolderReader } from './folder-reader.ts';

/** The files of a class folder and of all folders in it. */
export interface ClassFiles {
  readonly folder: ClassFolder;
  readonly files: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * Reads class folders to their ground. Each folder is read once, whatever links lead to it, so that no photo is there
 * twice. @param root absolute, with links resolved.
 */
export async function scanNested(
  root: string,
  folders: readonly ClassFolder[],
): Promise<readonly ClassFiles[]> {
  const reader = openFolderReader(root);
  const realOf = (path: string): Promise<string> =>
    realpath(resolve(root, path)).catch(() => resolve(root, path));
  const seen = new Set(await Promise.all(folders.map(({ content }) => realOf(content.path))));
  const contentsBelow = async ({ folders: inner }: FolderContent): Promise<FolderContent[]> => {
    const found: FolderContent[] = [];
    for (const path of inner) {
      const real = await realOf(path);
      if (seen.has(real)) continue;
      seen.add(real);
      const content = await reader.read(path);
      found.push(content, ...(await contentsBelow(content)));
    }
    return found;
  };
  const files: ClassFiles[] = [];
  for (const folder of folders) {
    const contents = [folder.content, ...(await contentsBelow(folder.content))];
    files.push({
      folder,
      files: contents.flatMap((content) => content.files),
      skipped: contents.flatMap((content) => content.skipped),
    });
  }
  return files;
}
