import { filesBelow, hashOf } from '../../tree-of.ts';

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
