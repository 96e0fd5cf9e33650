import { createHash } from 'node:crypto';
import { type FileHandle, open, rm, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { hashFile } from '../storage/hash-file.ts';
import { renameWithoutOverwriting } from './place-file.ts';
import { syncFolder } from './sync-folder.ts';

/** What a file must hold. */
export interface Expected {
  readonly sha256: string;
}

/** Where a copy grows before it gets its name; ours by the name alone, so that a rest of it can be removed. */
export function growingPath(to: string): string {
  return `${to}.thaw-part`;
}

const pieceBytes = 1024 * 1024;

/**
 * Copies a file under another name, flushes it, reads it back, and only then gives it its name, which must be free.
 * The times are kept. Throws `split-source-changed` where the source is not what was scanned, `split-verify-failed`
 * where the copy is not what was read, `split-destination-taken`, and the system's errors; then nothing is left.
 */
export async function copyVerified(from: string, to: string, expected: Expected): Promise<void> {
  const growing = growingPath(to);
  await rm(growing, { force: true });
  try {
    const found = await copyContent(from, growing);
    if (found !== expected.sha256) throw new ThawError('split-source-changed', { file: from });
    if ((await hashFile(growing)) !== expected.sha256)
      throw new ThawError('split-verify-failed', { from, to });
    await renameWithoutOverwriting(growing, to);
    await syncFolder(dirname(to));
  } catch (error) {
    await rm(growing, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function copyContent(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  let target: FileHandle | null = null;
  const source = await open(from, 'r');
  try {
    const { atime, mtime, mode } = await source.stat();
    target = await open(to, 'wx', mode | 0o200);
    for (;;) {
      const { bytesRead } = await source.read(piece, 0, pieceBytes);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      await target.writeFile(piece.subarray(0, bytesRead));
    }
    await target.sync();
    await target.close();
    target = null;
    await utimes(to, atime, mtime);
    return hash.digest('hex');
  } finally {
    await source.close();
    await target?.close();
  }
}
