import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

/**
 * Writes one new file as its bytes come. Where they break off, or `count` throws, nothing of it stays. A name that is
 * taken, as a file or by a file above it, is refused with `upload-name-invalid`; throws `disk-full` as well.
 */
export async function writeUpload(
  file: string,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): Promise<void> {
  const refuse = (error: unknown): unknown => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG')
      return new ThawError('upload-name-invalid', { path }, { cause: error });
    return asStorageError(error, file, 'write');
  };
  const handle = await makeFolder(dirname(file))
    .then(() => open(file, 'wx', 0o600))
    .catch((error: unknown) => {
      throw refuse(error);
    });
  try {
    for await (const chunk of bytes) {
      count(chunk.byteLength);
      await handle.writeFile(chunk);
    }
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
    throw refuse(error);
  }
}
