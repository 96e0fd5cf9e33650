import type { Dirent } from 'node:fs';
import { opendir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoredName } from '../../engine/dataset/ignored-names.ts';
import { imageExtension, imageExtensions } from '../../engine/images/image-type.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import type { Inputs } from '../../shared/app/inputs.ts';
import type { FolderEntry, FolderListing } from '../../shared/app/work-view.ts';
import type { AllowedFolders } from './allowed-folders.ts';

/** More entries than a person looks through; also what one message may hold. */
const mostEntries = 2_000;
/** Sub-folders that are looked into for photos, and entries looked at in each before it counts as none. */
const mostLookedInto = 1_000;
const mostLookedAt = 200;

type Listed = Pick<FolderListing, 'entries' | 'classFolders' | 'photos' | 'more'>;

/**
 * What the folder dialog shows of a folder: folders first, in natural order, hidden ones left out, links followed
 * where they lead to something allowed. Throws `permission-denied`.
 */
export async function listFolder(
  folder: string,
  show: Inputs['folder']['show'],
  allowed: AllowedFolders,
): Promise<Listed> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw asStorageError(error, folder, 'read');
  });
  const visible = found.filter(({ name }) => ignoredName(name) === null);
  const kinds = await Promise.all(visible.map((entry) => kindOf(folder, entry, allowed)));
  const entries = visible.flatMap(({ name }, index): FolderEntry[] => {
    const kind = kinds[index];
    return kind ? [{ name, path: join(folder, name), kind }] : [];
  });
  const folders = entries.filter(({ kind }) => kind === 'folder').sort(byName);
  const others = entries.filter(({ kind }) => kind === shownBeside[show]).sort(byName);
  const shown = [...folders, ...others];
  return {
    entries: shown.slice(0, mostEntries),
    more: Math.max(0, shown.length - mostEntries),
    classFolders: await countWithPhotos(folders.slice(0, mostLookedInto)),
    photos: entries.filter(({ kind }) => kind === 'photo').length,
  };
}

const shownBeside = { folders: null, 'folders-and-zips': 'zip', photos: 'photo' } as const;

const natural = new Intl.Collator(undefined, { numeric: true });

function byName(one: FolderEntry, other: FolderEntry): number {
  return natural.compare(one.name, other.name);
}

/** Null for what the dialog does not show. */
async function kindOf(
  folder: string,
  entry: Dirent,
  allowed: AllowedFolders,
): Promise<FolderEntry['kind'] | null> {
  if (entry.isDirectory()) return 'folder';
  if (entry.isFile()) return fileKind(entry.name);
  if (!entry.isSymbolicLink()) return null;
  const target = await allowed.require(join(folder, entry.name)).catch(() => null);
  const found = target === null ? null : await stat(target).catch(() => null);
  if (found?.isDirectory()) return 'folder';
  return found?.isFile() ? fileKind(entry.name) : null;
}

function fileKind(name: string): 'zip' | 'photo' | null {
  const extension = imageExtension(name);
  if (extension === '.zip' || extension === '.thaw') return 'zip';
  return imageExtensions.has(extension) ? 'photo' : null;
}

async function countWithPhotos(folders: readonly FolderEntry[]): Promise<number> {
  const waiting = [...folders];
  let count = 0;
  const look = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) if (await holdsPhotos(next.path)) count += 1;
  };
  await Promise.all(Array.from({ length: 8 }, look));
  return count;
}

/** A folder that cannot be read holds none that could be used. */
async function holdsPhotos(folder: string): Promise<boolean> {
  let looked = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if (ignoredName(entry.name) === null && !entry.isDirectory() && fileKind(entry.name) === 'photo')
        return true;
      looked += 1;
      if (looked === mostLookedAt) return false;
    }
    return false;
  } catch {
    return false;
  }
}
