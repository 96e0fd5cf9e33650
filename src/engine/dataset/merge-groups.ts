import { disjointSets } from './disjoint-sets.ts';

/** Groups of names joined wherever they share one; groups of a single name are left out. */
export function mergeGroups(groups: Iterable<readonly string[]>): readonly (readonly string[])[] {
  const merged = disjointSets<string>();
  for (const group of groups) for (const name of group) merged.join(group[0]!, name);
  return merged.sets();
}
