import { realpath } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import type { Part, SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type FolderContent, type FolderReader, openFolderReader } from './folder-reader.ts';
import { countPhotos, findParts, holdsPhotos } from './find-parts.ts';

/** A folder whose files are photos of one class. */
export interface ClassFolder {
  /** The folder's name in NFC: macOS writes it in NFD, and the same class may come from both. */
  readonly className: string;
  readonly part: Part | null;
  readonly content: FolderContent;
}

export interface ClassFolders {
  readonly layout: 'class-folders' | 'split-folders';
  readonly folders: readonly ClassFolder[];
  readonly skipped: readonly SkippedFile[];
  /** Photos that lie beside the class folders, by their names. */
  readonly photosAtTop: number;
}

/**
 * Finds the class folders of a tree, split or not, also one level deeper. Throws `several-datasets`,
 * `split-parts-ambiguous` or `no-classes`.
 * @param root absolute, with links resolved.
 */
export async function findClassFolders(root: string): Promise<ClassFolders> {
  const reader = openFolderReader(root);
  const holders = (await findSplit(reader)) ?? [{ part: null, content: await findClassTree(reader) }];
  const layout = holders[0]!.part === null ? 'class-folders' : 'split-folders';
  const found: ClassFolder[] = [];
  for (const { part, content } of holders)
    for (const path of content.folders)
      found.push({
        className: posix.basename(path).normalize('NFC'),
        part,
        content: await reader.read(path),
      });
  const { folders, skipped } = await withoutRepeatedLinks(root, found);
  const classPaths = new Set(found.map(({ content }) => content.path));
  const left = await leftAside(reader, '', {
    classPaths,
    holders: holders.map(({ content }) => content.path),
  });
  const photosAtTop = holders.reduce((sum, { content }) => sum + countPhotos(content), 0);
  return { layout, folders, skipped: [...skipped, ...left], photosAtTop };
}

/** The parts here, or in the one folder here that is split, if no other folder here holds photos. */
async function findSplit(reader: FolderReader) {
  const here = await findParts(reader, '');
  if (here) return here;
  const { folders } = await reader.read('');
  const deeper = [];
  for (const path of folders) {
    if (holdsPhotos(await reader.read(path))) return null;
    const split = await findParts(reader, path);
    if (split) deeper.push({ path, split });
  }
  if (deeper.length > 1)
    throw new ThawError('several-datasets', { folder: reader.root, found: deeper.map(({ path }) => path) });
  return deeper[0]?.split ?? null;
}

/** The folder of the class folders: the top, or a single folder in it that only wraps two or more class folders. */
async function findClassTree(reader: FolderReader): Promise<FolderContent> {
  const top = await reader.read('');
  const [only] = top.folders;
  if (only === undefined || top.folders.length > 1 || holdsPhotos(top)) return top;
  const inner = await reader.read(only);
  return inner.folders.length >= 2 && !holdsPhotos(inner) ? inner : top;
}

/** A link to a class folder that is read anyway would make each photo of it two. */
async function withoutRepeatedLinks(root: string, found: readonly ClassFolder[]) {
  const located = await Promise.all(
    found.map(async (folder) => ({ folder, real: await realpath(resolve(root, folder.content.path)) })),
  );
  const isLink = ({ folder, real }: (typeof located)[number]) => real !== resolve(root, folder.content.path);
  const taken = new Set(located.filter((entry) => !isLink(entry)).map(({ real }) => real));
  const folders: ClassFolder[] = [];
  const skipped: SkippedFile[] = [];
  for (const entry of located) {
    const repeats = isLink(entry) && taken.has(entry.real);
    taken.add(entry.real);
    if (repeats) skipped.push({ path: entry.folder.content.path, reason: 'link-loop', detail: entry.real });
    else folders.push(entry.folder);
  }
  return { folders, skipped };
}

/** Everything from `path` down to the class folders, and not in them, that is left out. */
async function leftAside(
  reader: FolderReader,
  path: string,
  way: { readonly classPaths: ReadonlySet<string>; readonly holders: readonly string[] },
): Promise<SkippedFile[]> {
  const content = await reader.read(path);
  const skipped = [...content.skipped];
  const outside = (left: string) => skipped.push({ path: left, reason: 'outside-class-folder', detail: '' });
  content.files.forEach(outside);
  for (const folder of content.folders) {
    if (way.classPaths.has(folder)) continue;
    const leadsOn = way.holders.some((holder) => holder === folder || holder.startsWith(`${folder}/`));
    if (leadsOn) skipped.push(...(await leftAside(reader, folder, way)));
    else outside(folder);
  }
  return skipped;
}
