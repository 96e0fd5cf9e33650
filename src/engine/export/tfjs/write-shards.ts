import { type FileHandle, open } from 'node:fs/promises';
import { asStorageError } from '../../storage/storage-error.ts';
import { writeWhole } from '../../storage/write-whole.ts';

/** Bytes of one file of weights, the last excepted: what browsers cache well. Source: tfjs-converter's default. */
export const shardBytes = 4 * 1024 * 1024;

/**
 * Writes the arrays' bytes back to back over `files`, `shardBytes` to each, from where they lie: nothing is copied
 * into memory, and each array is asked for when the one before is written. `check` is called before each piece and
 * may throw. Throws `disk-full`, `permission-denied`.
 */
export async function writeShards(
  files: readonly string[],
  arrays: Iterable<ArrayBufferView>,
  check: () => void,
): Promise<void> {
  let handle: FileHandle | null = null;
  let shard = 0;
  let room = 0;
  try {
    for (const array of arrays) {
      for (let offset = 0; offset < array.byteLength;) {
        check();
        if (room === 0) {
          await handle?.close();
          handle = await open(files[shard++]!, 'w');
          room = shardBytes;
        }
        const length = Math.min(room, array.byteLength - offset);
        await writeWhole(handle!, new Uint8Array(array.buffer, array.byteOffset + offset, length));
        offset += length;
        room -= length;
      }
    }
  } catch (error) {
    throw asStorageError(error, files[Math.max(0, shard - 1)] ?? '', 'write');
  } finally {
    await handle?.close();
  }
}
