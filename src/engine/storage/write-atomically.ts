import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { asStorageError } from './storage-error.ts';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './write-whole.ts';

/** The newest write to each file: the next one waits for it, so that what was asked for last is what stays. */
const newest = new Map<string, Promise<void>>();
let files = 0;

/** Of a file: text, bytes, or bytes in pieces, one after the other. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

/**
 * Writes a whole file beside its place, flushes and renames it: a reader sees the old content or the new, never a
 * part. The bytes must not change until then. Makes the folder; keeps the rights of a file that was there, unless
 * `mode` says others. Throws `permission-denied` or `disk-full`, with the old content in place.
 */
export async function writeAtomically(file: string, content: FileContent, mode?: number): Promise<void> {
  const before = newest.get(file) ?? Promise.resolve();
  const writing = before.catch(() => undefined).then(() => replaceFile(file, content, mode));
  newest.set(file, writing);
  try {
    await writing;
  } catch (error) {
    throw asStorageError(error, file, 'write');
  } finally {
    if (newest.get(file) === writing) newest.delete(file);
  }
}

/** Writes a value as indented JSON, atomically. */
export async function writeJsonAtomically(file: string, value: unknown): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** True for the name of a file that is being written, or that a kill left so: it is no part of what lies there. */
export function isUnfinished(name: string): boolean {
  return /\.\d+-\d+-\d+\.tmp$/.test(name);
}

function piecesOf(content: FileContent): readonly Uint8Array[] {
  if (typeof content === 'string') return [Buffer.from(content)];
  return content instanceof Uint8Array ? [content] : content;
}

async function replaceFile(file: string, content: FileContent, mode?: number): Promise<void> {
  await makeFolder(dirname(file));
  // A link stays one: what it points to is replaced.
  const place = await realpath(file).catch(() => file);
  const former = mode === undefined ? await stat(place).catch(() => null) : null;
  const beside = `${place}.${process.pid}-${threadId}-${++files}.tmp`;
  try {
    const handle = await open(beside, 'w', mode ?? former?.mode);
    try {
      for (const piece of piecesOf(content)) await writeWhole(handle, piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
