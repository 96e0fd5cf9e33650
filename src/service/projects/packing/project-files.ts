import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { compareCodePoints } from '../../../engine/dataset/compare-code-points.ts';
import { ignoredName } from '../../../engine/dataset/ignored-names.ts';
import { isUnfinished, writeJsonAtomically } from '../../../engine/storage/write-atomically.ts';

/** Of a project's folder: what is not packed. Photos are packed as photos; the rest is on its way out or in. */
const leftBehind = /^(photos(-\d+)?|trash|upload\.zip|photos\.unpacking-.*)$/;

/** The files of a project's own folder, relative, with forward slashes. Links lead elsewhere: they are left out. */
export async function listProjectFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const list = async (below: string): Promise<void> => {
    const entries = await readdir(below, { withFileTypes: true });
    for (const entry of entries.sort((one, other) => compareCodePoints(one.name, other.name))) {
      const { name } = entry;
      const path = join(below, name);
      const way = relative(folder, path).split(sep).join('/');
      const isOnItsWay = name.endsWith('.thaw-part') || isUnfinished(name);
      if (ignoredName(name) !== null || isOnItsWay || leftBehind.test(way)) continue;
      if (entry.isDirectory()) await list(path);
      else if (entry.isFile()) files.push(way);
    }
  };
  await list(folder);
  return files;
}

/** Changes a JSON file that holds an object; any other, and one that is not there, is left as it is. */
export async function changeJson(file: string, change: (value: object) => object): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  const before = JSON.stringify(value);
  const next = change(value);
  if (JSON.stringify(next) !== before) await writeJsonAtomically(file, next);
}
