import type { FileHandle } from 'node:fs/promises';

/** In one call; Node refuses 2 GB. */
const mostBytes = 2 ** 30;

/**
 * Writes all of the bytes at `position`, or where the last write ended (null). A disk that is nearly full takes a part
 * of a write and reports no error: what it left is written again. In as few calls as can be, not one for every half
 * megabyte as Node's writeFile: each waits for the thread, which training blocks.
 */
export async function writeWhole(
  handle: FileHandle,
  bytes: Uint8Array,
  position: number | null = null,
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const at = position === null ? null : position + done;
    const length = Math.min(bytes.length - done, mostBytes);
    const { bytesWritten } = await handle.write(bytes, done, length, at);
    done += bytesWritten;
  }
}
