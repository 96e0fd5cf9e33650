import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { followLink } from './follow-link.ts';
import { ignoredName } from './ignored-names.ts';

/** What lies directly in a folder. Paths are relative to the reader's root, with forward slashes, sorted. */
export interface FolderContent {
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Hidden and system entries, links that are not followed, and what is neither file nor folder. */
  readonly skipped: readonly SkippedFile[];
}

/** Reads folders below a root; each folder once. */
export interface FolderReader {
  /** Absolute path with links resolved. */
  readonly root: string;
  read(path: string): Promise<FolderContent>;
}

/**
 * A folder below the root that cannot be read is empty but for a `skipped` entry; the root itself throws the
 * system's error.
 */
export function openFolderReader(root: string): FolderReader {
  const known = new Map<string, Promise<FolderContent>>();
  const read = (path: string): Promise<FolderContent> => {
    const content = known.get(path) ?? readFolder(root, path);
    known.set(path, content);
    return content;
  };
  return { root, read };
}

async function readFolder(root: string, path: string): Promise<FolderContent> {
  const files: string[] = [];
  const folders: string[] = [];
  const skipped: SkippedFile[] = [];
  for (const entry of await listEntries(root, path, skipped)) {
    const entryPath = path === '' ? entry.name : `${path}/${entry.name}`;
    const skip = (reason: SkippedFile['reason'], detail: string) =>
      skipped.push({ path: entryPath, reason, detail });
    const ignored = ignoredName(entry.name);
    if (ignored) {
      skip(ignored, '');
    } else if (entry.isSymbolicLink()) {
      const link = await followLink(resolve(root, entryPath), root);
      if (link.kind === 'skipped') skip(link.reason, link.detail);
      else (link.kind === 'file' ? files : folders).push(entryPath);
    } else if (entry.isDirectory()) folders.push(entryPath);
    else if (entry.isFile()) files.push(entryPath);
    // Opening a pipe or a device could wait for ever.
    else skip('unreadable', 'not a regular file');
  }
  return { path, files: files.sort(compareCodePoints), folders: folders.sort(compareCodePoints), skipped };
}

async function listEntries(root: string, path: string, skipped: SkippedFile[]) {
  try {
    return await readdir(resolve(root, path), { withFileTypes: true });
  } catch (error) {
    if (path === '') throw error;
    skipped.push({
      path,
      reason: 'unreadable',
      detail: (error as NodeJS.ErrnoException).code ?? String(error),
    });
    return [];
  }
}
