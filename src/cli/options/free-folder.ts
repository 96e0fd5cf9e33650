import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `2026-03-09`, in local time. */
export function dateStamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first of NAME, NAME-2, NAME-3 ... in `parent` that does not exist yet. */
export function freeFolder(
  parent: string,
  name: string,
  taken: (path: string) => boolean = existsSync,
): string {
  for (let number = 1; ; number++) {
    const path = join(parent, number === 1 ? name : `${name}-${number}`);
    if (!taken(path)) return path;
  }
}
