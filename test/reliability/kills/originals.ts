import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, hashOf, treeOf } from '../../tree-of.ts';

/** Hashes of all files below some folders, with how often each is there. */
export function contentsOf(...folders: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const folder of folders)
    for (const file of filesBelow(folder)) {
      const hash = hashOf(file);
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
  return counts;
}

/** Whether every original's content is somewhere. `originals`: hashes by path. */
export function holdsAll(
  contents: ReadonlyMap<string, number>,
  originals: Readonly<Record<string, string>>,
): boolean {
  return Object.values(originals).every((hash) => contents.has(hash));
}

/** Whether a split has put photos there. */
export const hasPhotos = (folder: string): boolean =>
  Object.keys(treeOf(folder)).some((path) => path.endsWith('.png'));

/** A copy of the photos in a folder of its own, and where a split of them is to go. */
export function freshPhotos(
  { folder, photos }: { readonly folder: string; readonly photos: string },
  name: string,
): readonly [source: string, out: string] {
  const own = join(folder, `split-${name}`);
  mkdirSync(own, { recursive: true });
  cpSync(photos, join(own, 'photos'), { recursive: true });
  return [join(own, 'photos'), join(own, 'parts')];
}

/** Words of the call that splits them. */
export function splitLine(source: string, out: string, mode: 'list' | 'copy' | 'move'): readonly string[] {
  return ['split', source, '--out', out, '--ratio', '60,20,20', '--seed', '1', '--mode', mode];
}
