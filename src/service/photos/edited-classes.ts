import { compareCodePoints } from '../../engine/dataset/compare-code-points.ts';
import type { ProjectFile } from '../projects/project-file.ts';

export type EditedClass = ProjectFile['classes'][number];

/**
 * The classes of a project: the user's edits over the classes as they were read. Classes that appeared since stand
 * for themselves, those that are gone are dropped, and each is in one class only. Classes of one name are one class,
 * which is left out only where all of them are. Sorted by code point.
 * @param read names of the classes as they were read.
 */
export function editedClasses(
  edits: readonly EditedClass[],
  read: readonly string[],
): readonly EditedClass[] {
  const free = new Set(read);
  const byName = new Map<string, { folders: string[]; excluded: boolean }>();
  const put = (name: string, folders: readonly string[], excluded: boolean): void => {
    const known = byName.get(name);
    if (!known) byName.set(name, { folders: [...folders], excluded });
    else {
      known.folders.push(...folders);
      known.excluded &&= excluded;
    }
  };
  for (const { name, folders, excluded } of edits) {
    const own = folders.filter((folder) => free.delete(folder));
    if (own.length > 0) put(name.trim().normalize('NFC') || own[0]!, own, excluded);
  }
  for (const name of free) put(name, [name], false);
  return [...byName]
    .map(([name, edit]) => ({ name, ...edit, folders: edit.folders.sort(compareCodePoints) }))
    .sort((a, b) => compareCodePoints(a.name, b.name));
}
