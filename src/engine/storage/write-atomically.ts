import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { asStorageError } from './storage-error.ts';

/**
 * Writes a whole file beside its place, flushes and renames it: a reader sees the old content or the new, never a
 * part. Makes the folder. Throws `permission-denied` or `disk-full`.
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(
      file,
      typeof content === 'string'
        ? content
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    );
  } catch (error) {
    throw asStorageError(error, file, 'write');
  }
}

/** Writes a value as indented JSON, atomically. */
export async function writeJsonAtomically(file: string, value: unknown): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`);
}
