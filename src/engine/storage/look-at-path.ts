import { stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';

/** Whether something lies there that may be looked at; links are followed. */
export function isThere(path: string): Promise<boolean> {
  return lookAt(path, () => true);
}

export function isFile(path: string): Promise<boolean> {
  return lookAt(path, (found) => found.isFile());
}

export function isFolder(path: string): Promise<boolean> {
  return lookAt(path, (found) => found.isDirectory());
}

function lookAt(path: string, is: (found: Stats) => boolean): Promise<boolean> {
  return stat(path).then(is, () => false);
}
