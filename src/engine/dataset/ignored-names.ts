import type { SkipReason } from '../../shared/dataset.ts';

/** Folders that systems, archivers and disks put among a person's files; lower case. */
const systemFolders: ReadonlySet<string> = new Set([
  '__macosx',
  '$recycle.bin',
  'system volume information',
  'lost+found',
  '@eadir',
  '#recycle',
]);

/** Files that Windows hides by an attribute, which other systems do not see; lower case. */
const hiddenFiles: ReadonlySet<string> = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini']);

/** Why an entry of this name is no business of a data set; null for an ordinary name. */
export function ignoredName(name: string): Extract<SkipReason, 'hidden' | 'system-folder'> | null {
  const lowerCase = name.toLowerCase();
  if (systemFolders.has(lowerCase)) return 'system-folder';
  return name.startsWith('.') || hiddenFiles.has(lowerCase) || name === 'Icon\r' ? 'hidden' : null;
}
