import { existsSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { freeFolder } from './free-folder.ts';

/** The first of NAME.png, NAME-2.png, NAME-3.png ... that does not exist yet. */
export function freeFile(file: string): string {
  const ending = extname(file);
  const folder = dirname(file);
  const free = freeFolder(folder, basename(file, ending), (path) => existsSync(`${path}${ending}`));
  return `${free}${ending}`;
}
