import { isAbsolute, relative, sep } from 'node:path';

/** True where `path` is `folder` itself or lies below it. Both absolute, with links resolved by the caller. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
