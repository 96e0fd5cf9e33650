import { statfs } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Bytes that this user may still write where a folder lies. Throws what the system says. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Throws `disk-full` where a folder has no room for so many bytes. */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  if (bytes > (await freeBytes(folder))) throw new ThawError('disk-full', { path: folder });
}
