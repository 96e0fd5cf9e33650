import { posix, resolve } from 'node:path';
import { type Part, parts } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { imageExtension, imageExtensions } from '../images/image-type.ts';
import type { FolderContent, FolderReader } from './folder-reader.ts';

/** What people name the folders of a split; lower case. */
const partNames: Readonly<Record<string, Part>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  test: 'test',
  testing: 'test',
};

/** A folder that holds one part's class folders. */
export interface PartFolder {
  readonly part: Part;
  readonly content: FolderContent;
}

/** The part a folder's name stands for, in any case of letters. */
export function partOfName(path: string): Part | null {
  const name = posix.basename(path).toLowerCase();
  return Object.hasOwn(partNames, name) ? partNames[name]! : null;
}

/** True where photos lie in the folder itself, judged by their names. */
export function holdsPhotos(content: FolderContent): boolean {
  return countPhotos(content) > 0;
}

export function countPhotos(content: FolderContent): number {
  return content.files.filter((path) => imageExtensions.has(imageExtension(path))).length;
}

/**
 * The parts of an already split folder, or null if it is none. It is one where a folder named for training holds
 * class folders (a class may be called "train": then photos lie in it), or where all folders are named for parts.
 * Throws `split-parts-ambiguous`, and `no-classes` where parts hold photos but no class folders.
 */
export async function findParts(reader: FolderReader, base: string): Promise<readonly PartFolder[] | null> {
  const { folders } = await reader.read(base);
  const found: PartFolder[] = [];
  for (const path of folders) {
    const part = partOfName(path);
    if (part) found.push({ part, content: await innerFolder(reader, path) });
  }
  const allAreParts = found.length > 0 && found.length === folders.length;
  const train = found.filter(({ part }) => part === 'train').map(({ content }) => content);
  const trainHoldsClasses = train.some((content) => content.folders.length > 0 && !holdsPhotos(content));
  if (!allAreParts && !trainHoldsClasses) return null;
  if (allAreParts && found.every(({ content }) => content.folders.length === 0)) {
    const flat = found.find(({ content }) => holdsPhotos(content));
    // Empty folders that happen to be named so are an empty class tree, which has its own error.
    if (!flat) return null;
    throw new ThawError('no-classes', {
      folder: resolve(reader.root, flat.content.path),
      photosAtTop: countPhotos(flat.content),
    });
  }
  for (const part of parts) {
    const same = found.filter((folder) => folder.part === part).map(({ content }) => content.path);
    if (same.length > 1)
      throw new ThawError('split-parts-ambiguous', { folder: resolve(reader.root, base), part, found: same });
  }
  return found;
}

/** Some archives hold `training/training/n0`: a folder that holds nothing but its namesake stands for it. */
async function innerFolder(reader: FolderReader, path: string): Promise<FolderContent> {
  const content = await reader.read(path);
  const [inner] = content.folders;
  const wraps = inner !== undefined && content.folders.length === 1 && !holdsPhotos(content);
  return wraps && partOfName(inner) === partOfName(path) ? reader.read(inner) : content;
}
