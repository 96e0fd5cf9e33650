import { constants } from 'node:fs';
import { access, lstat, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { requireRoom } from '../storage/free-bytes.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import type { JournalEntry } from './split-journal.ts';

/**
 * Looks, before anything is done, for what would stop a copy or move half-way: a photo that is gone or has another
 * size, a link (moved, it would lead nowhere), a folder that photos may not be taken from, a disk without room.
 * Throws `split-source-changed`, `split-source-is-link`, `permission-denied`, `disk-full` or `cancelled`.
 * @param out exists already.
 */
export async function checkSources(
  source: string,
  out: string,
  mode: 'copy' | 'move',
  files: readonly JournalEntry[],
  signal: AbortSignal,
): Promise<void> {
  const destination = await stat(out);
  let bytesToWrite = 0;
  await mapInParallel(files, 16, signal, async ({ from, bytes }) => {
    const file = resolve(source, from);
    const status = await (mode === 'move' ? lstat(file) : stat(file)).catch(() => null);
    if (status?.isSymbolicLink()) throw new ThawError('split-source-is-link', { file });
    if (status?.isFile() !== true || status.size !== bytes)
      throw new ThawError('split-source-changed', { file });
    if (mode === 'copy' || status.dev !== destination.dev) bytesToWrite += bytes;
  });
  if (mode === 'move')
    await requireWritable(new Set(files.map(({ from }) => dirname(resolve(source, from)))));
  if (bytesToWrite > 0) await requireRoom(out, bytesToWrite);
}

async function requireWritable(folders: ReadonlySet<string>): Promise<void> {
  for (const folder of folders)
    await access(folder, constants.W_OK).catch((error: unknown) => {
      throw asStorageError(error, folder, 'write');
    });
}
