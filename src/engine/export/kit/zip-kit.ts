import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { JobContext } from '../../job/job-context.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import { asStorageError } from '../../storage/storage-error.ts';

/** The archive's name while it is made, beside the files that go into it. */
const unfinished = '.kit.zip';
/** Text shrinks; weights hardly do, and would take minutes. */
const packed = /\.(json|md|html|py|mjs)$/;

/**
 * Packs the files of `folder`, names with slashes, into an archive beside them, below a folder `inside`, so that
 * unpacking it anywhere makes one folder. Returns its path. Throws `disk-full`, `permission-denied`, `cancelled`.
 */
export async function zipKit(
  { folder, files, inside }: ZipRequest,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<string> {
  const path = join(folder, unfinished);
  const zip = new ZipFile();
  zip.on('error', (error) => zip.outputStream.emit('error', error));
  for (const file of files)
    zip.addFile(join(folder, file), `${inside}/${file}`, { compress: packed.test(file) });
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(path), { signal });
    const handle = await open(path, 'r+');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    stopIfCancelled(signal);
    throw asStorageError(error, path, 'write');
  }
  return path;
}

export interface ZipRequest {
  readonly folder: string;
  readonly files: readonly string[];
  readonly inside: string;
}
