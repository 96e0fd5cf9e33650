import { isIgnoredEntry, isSafeName } from '../../../engine/archive/zip-names.ts';

/** True for a path that any archiver keeps as it is; others go under a number. */
export function isPlainName(path: string): boolean {
  return isSafeName(path) && !isIgnoredEntry(path) && !path.includes('\\') && path === path.normalize('NFC');
}
