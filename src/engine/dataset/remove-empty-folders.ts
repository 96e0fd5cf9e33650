import { rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Removes a folder if nothing is in it; else, or where that is refused, leaves it. */
export async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

/**
 * Removes the folders of these files, from the innermost outwards, and the top itself, as far as they are empty.
 * @param files relative to `top`, with forward slashes.
 */
export async function removeEmptyFolders(top: string, files: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const file of files)
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  const innermostFirst = [...folders].sort((a, b) => b.length - a.length);
  for (const folder of innermostFirst) await removeIfEmpty(join(top, folder));
  await removeIfEmpty(top);
}
