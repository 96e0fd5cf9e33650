import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isAlive } from '../storage/lock-holder.ts';
import { machineMark } from '../storage/machine.ts';
import { asStorageError } from '../storage/storage-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import type { ExportFormat } from './export-format.ts';
import { zipKit } from './kit/zip-kit.ts';
import { makeFolder } from '../storage/make-folder.ts';

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

/**
 * An empty folder beside `out`, on the same device, that a reader does not take for the export. Those that a killed
 * export of this computer to the same place left behind are removed; of another one's, on a shared drive, none can
 * tell. Throws `export-destination-taken` where a file stands in the way to `out`, `permission-denied`.
 */
export async function makeStagingFolder(out: string): Promise<string> {
  const parent = dirname(out);
  const prefix = `.${basename(out)}.exporting-${machineMark()}-`;
  const staging = join(parent, `${prefix}${process.pid}`);
  try {
    await makeFolder(parent);
    for (const name of await readdir(parent))
      if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length))))
        await rm(join(parent, name), { recursive: true });
    await mkdir(staging);
    return staging;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'EEXIST')
      throw new ThawError('export-destination-taken', { path: parent });
    throw asStorageError(error, staging, 'write');
  }
}

/** True for a process of this machine other than this one. */
function isRunning(pid: number): boolean {
  return pid !== process.pid && isAlive(pid);
}

/**
 * Flushes what lies in the staging folder and renames it into place; the model's file comes last, so that a model
 * is never without its labels; or packs it into an archive. Throws `export-destination-taken`, `disk-full`, `cancelled`.
 */
export async function placeExport(
  staging: string,
  destination: Destination,
  files: readonly string[],
  format: ExportFormat,
  context: Pick<JobContext, 'signal'>,
): Promise<void> {
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await flush(join(entry.parentPath, entry.name));
  stopIfCancelled(context.signal);
  const { kind, out } = destination;
  if (kind === 'zip') {
    const inside = basename(out, extname(out));
    const archive = await zipKit({ folder: staging, files, inside }, context);
    await requireFree(out);
    await rename(archive, out);
    return;
  }
  if (kind === 'folder') {
    await requireFree(out);
    await rename(staging, out);
    return;
  }
  const ordered = [...files.filter((file) => file !== format.modelFile), format.modelFile];
  const targets = finalPaths(destination, ordered, format);
  for (const target of targets) await requireFree(target);
  for (const [index, file] of ordered.entries()) await rename(join(staging, file), targets[index]!);
  await rmdir(staging);
}

/** Keeps an export that does not score the same, beside the place it was meant for. Returns where. */
export async function keepApart(staging: string, out: string): Promise<string> {
  for (let number = 1; ; number++) {
    const keptAt = `${out}.scores-differ${number === 1 ? '' : `-${number}`}`;
    try {
      await requireFree(keptAt);
    } catch {
      continue;
    }
    await rename(staging, keptAt);
    return keptAt;
  }
}

const foreignEndings: readonly string[] = ['.h5', '.hdf5', '.keras', '.json', '.onnx', '.pb', '.tflite'];

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } catch (error) {
    throw asStorageError(error, file, 'write');
  } finally {
    await handle.close();
  }
}
