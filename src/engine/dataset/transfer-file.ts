import { realpath, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { assertNever } from '../../shared/assert-never.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { copyVerified, growingPath } from './copy-file.ts';
import { type FileState, fileState } from './file-state.ts';
import { renameWithoutOverwriting } from './place-file.ts';
import { makeFolder } from '../storage/make-folder.ts';

/** One copy or move of a journal, with absolute paths. */
export interface Transfer {
  readonly mode: 'copy' | 'move';
  readonly from: string;
  readonly to: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What an undo did with one file. `nothing`: it was not there to be undone. */
export type Undone = 'restored' | 'left' | 'nothing';

/**
 * Does one copy or move, or what is missing of it after a kill: the files themselves tell how far it got. Never
 * overwrites. Throws `split-source-changed`, `split-destination-taken`, `split-verify-failed`, `permission-denied`
 * or `disk-full`; the source is then where it was.
 */
export async function transferFile(transfer: Transfer): Promise<void> {
  const { mode, from, to } = transfer;
  try {
    await rm(growingPath(to), { force: true });
    const destination = await fileState(to, transfer);
    if (destination === 'different') throw new ThawError('split-destination-taken', { folder: to });
    if (destination === 'same' && (mode === 'copy' || (await isOneFile(from, to)))) return;
    const origin = await originState(transfer);
    if (destination === 'same') {
      // Killed between the new name and the end of the old one. Another file under the old name is not ours.
      if (origin === 'same') await unlink(from);
      return;
    }
    if (origin !== 'same') throw new ThawError('split-source-changed', { file: from });
    await makeFolder(dirname(to));
    if (mode === 'copy') await copyVerified(from, to, transfer);
    else await moveVerified(from, to, transfer);
  } catch (error) {
    throw asStorageError(error, refusedPath(error, to), 'write');
  }
}

/**
 * Takes one copy or move back. A copy goes only while its source still holds the same bytes; a moved file only while
 * it is unchanged and its origin is free. Anything else is left where it is.
 */
export async function undoTransfer(transfer: Transfer): Promise<Undone> {
  const { mode, from, to } = transfer;
  try {
    await rm(growingPath(to), { force: true });
    const destination = await fileState(to, transfer);
    if (destination === 'absent') return 'nothing';
    if (destination === 'different') return 'left';
    if (await isOneFile(from, to)) return 'left';
    const origin = await originState(transfer);
    switch (origin) {
      case 'same':
        await unlink(to);
        return 'restored';
      case 'different':
        return 'left';
      case 'absent':
        if (mode === 'copy') return 'left';
        await makeFolder(dirname(from));
        await moveVerified(to, from, transfer);
        return 'restored';
      default:
        return assertNever(origin);
    }
  } catch (error) {
    throw asStorageError(error, refusedPath(error, mode === 'move' ? from : to), 'write');
  }
}

/** True where both paths lead to one place, by a link that was laid since: to remove one would remove both. */
async function isOneFile(from: string, to: string): Promise<boolean> {
  return (await realpath(from).catch(() => null)) === (await realpath(to));
}

/** The path that a removal was refused for; all else fails where it writes. */
function refusedPath(error: unknown, written: string): string {
  const { syscall, path } = error as NodeJS.ErrnoException;
  return syscall === 'unlink' && path !== undefined ? path : written;
}

/** A copy may be made of what a link leads to. */
function originState({ mode, from, sha256, bytes }: Transfer): Promise<FileState> {
  return fileState(from, { sha256, bytes }, mode === 'copy' ? 'followed' : 'different');
}

/** Moves a file whose hash was just checked: by name on one device, else copied, verified, and then removed. */
async function moveVerified(from: string, to: string, transfer: Transfer): Promise<void> {
  try {
    await renameWithoutOverwriting(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyVerified(from, to, transfer);
    await unlink(from);
  }
}
