import { lstat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import type { ExportFormat } from './export-format.ts';

/**
 * Where an export goes. A folder takes all files under their own names. A path with one of the format's endings
 * names the model's file; the others stand beside it as NAME.labels.json and NAME.preprocessing.json.
 * A path that ends in .zip takes the whole folder as one archive.
 */
export type Destination =
  | { readonly kind: 'folder'; readonly out: string }
  | { readonly kind: 'file'; readonly out: string }
  | { readonly kind: 'zip'; readonly out: string };

/** Reads `out` as this format does. Throws `invalid-value` for an ending that another program's format has. */
export function destinationOf(out: string, format: ExportFormat): Destination {
  const ending = extname(out).toLowerCase();
  if (format.fileEndings.includes(ending)) return { kind: 'file', out };
  if (ending === '.zip') return { kind: 'zip', out };
  if (foreignEndings.includes(ending)) {
    const expected = ['FOLDER', 'NAME.zip', ...format.fileEndings.map((known) => `NAME${known}`)].join(' | ');
    throw new ThawError('invalid-value', { option: '--out', value: out, expected });
  }
  return { kind: 'folder', out };
}

/** What the files, named as in the export's folder, are called at the end; absolute where `out` is. */
export function finalPaths(
  destination: Destination,
  files: readonly string[],
  format: ExportFormat,
): string[] {
  const { kind, out } = destination;
  if (kind === 'zip') return [out];
  if (kind === 'folder') return files.map((file) => join(out, file));
  const stem = basename(out, extname(out));
  return files.map((file) => (file === format.modelFile ? out : join(dirname(out), `${stem}.${file}`)));
}

/** Throws `export-destination-taken` where something lies at this path already, a broken link included. */
export async function requireFree(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw asStorageError(error, path, 'read');
  });
  if (found) throw new ThawError('export-destination-taken', { path });
}

const foreignEndings: readonly string[] = ['.h5', '.hdf5', '.keras', '.json', '.onnx', '.pb', '.tflite'];
