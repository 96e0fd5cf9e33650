import { open, readdir, rename, rmdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { JobContext } from '../job/job-context.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { type Destination, finalPaths, requireFree } from './destination.ts';
import type { ExportFormat } from './export-format.ts';
import { zipKit } from './kit/zip-kit.ts';

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
