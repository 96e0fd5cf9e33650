import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import { compareCodePoints } from '../dataset/compare-code-points.ts';
import { ignoredName } from '../dataset/ignored-names.ts';
import { imageExtension, imageExtensions } from '../images/image-type.ts';

/** A file to predict, or one that was found and cannot be. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'skipped'; readonly skipped: SkippedFile };

/**
 * The photo files that `paths` name, in order: a file is taken whatever it is called; of a folder every file below
 * it, sorted by code point, without hidden and system ones. Each file comes once, however often it is named. Links
 * are followed, but no folder is entered twice.
 */
export async function* listPhotoFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const path of paths) yield* list(path, seen, false);
}

async function* list(path: string, seen: Set<string>, inFolder: boolean): AsyncGenerator<FoundFile> {
  const found = await describe(path);
  if ('reason' in found) {
    yield { kind: 'skipped', skipped: found };
    return;
  }
  if (seen.has(found.real)) return;
  seen.add(found.real);
  if (found.folder) yield* listFolder(path, seen);
  else if (inFolder && !imageExtensions.has(imageExtension(path)))
    yield skip(path, 'not-an-image', imageExtension(path));
  else yield { kind: 'file', path };
}

async function* listFolder(folder: string, seen: Set<string>): AsyncGenerator<FoundFile> {
  const names = await readdir(folder).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (names instanceof Error) {
    yield skip(folder, 'unreadable', names.code ?? names.message);
    return;
  }
  for (const name of names.sort(compareCodePoints))
    if (ignoredName(name) === null) yield* list(join(folder, name), seen, true);
}

async function describe(
  path: string,
): Promise<SkippedFile | { readonly real: string; readonly folder: boolean }> {
  try {
    const real = await realpath(path);
    const entry = await stat(real);
    if (entry.isFile() || entry.isDirectory()) return { real, folder: entry.isDirectory() };
    return { path, reason: 'not-an-image', detail: 'device' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') return { path, reason: 'link-loop', detail: code };
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      return { path, reason: 'unreadable', detail: code ?? String(error) };
    const link = await lstat(path).catch(() => null);
    return { path, reason: link ? 'broken-link' : 'missing', detail: code };
  }
}

function skip(path: string, reason: SkippedFile['reason'], detail: string): FoundFile {
  return { kind: 'skipped', skipped: { path, reason, detail } };
}
