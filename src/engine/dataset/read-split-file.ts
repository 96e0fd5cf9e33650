import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type SplitFile, schemaVersion, splitFileSchema } from '../../shared/run-files.ts';
import { asStorageError } from '../storage/storage-error.ts';

export const splitFileName = 'split.json';

/** Enough to know the file for ours, whatever version wrote it. */
const versionSchema = z.object({ schemaVersion: z.number().int(), photos: z.unknown() });

/**
 * The split file of a folder that `split` wrote; null where there is none, or another program's file of that name.
 * Throws `split-from-newer-version`, `split-file-damaged` or `permission-denied`.
 */
export async function readSplitFile(folder: string): Promise<SplitFile | null> {
  const file = join(folder, splitFileName);
  const text = await readIfThere(file);
  if (text === null) return null;
  const damaged = (detail: string) => new ThawError('split-file-damaged', { file, detail });
  const value = parseJson(text);
  if (value === undefined) {
    if (text.includes('"schemaVersion"')) throw damaged('not JSON');
    return null;
  }
  const version = versionSchema.safeParse(value);
  if (!version.success) return null;
  if (version.data.schemaVersion > schemaVersion)
    throw new ThawError('split-from-newer-version', {
      file,
      version: version.data.schemaVersion,
      supported: schemaVersion,
    });
  const parsed = splitFileSchema.safeParse(value);
  if (!parsed.success) throw damaged(z.prettifyError(parsed.error).split('\n').slice(0, 2).join(' '));
  const stray = parsed.data.photos.find((photo) => parsed.data.classes[photo.classIndex] === undefined);
  if (stray) throw damaged(`classIndex ${stray.classIndex} of ${stray.path}`);
  return parsed.data;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw asStorageError(error, file, 'read');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
