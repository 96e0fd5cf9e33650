import { join } from 'node:path';
import { openZipWriter } from '../../archive/zip-writer.ts';
import type { JobContext } from '../../job/job-context.ts';

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
  const zip = openZipWriter(path, signal);
  try {
    for (const file of files) await zip.addFile(`${inside}/${file}`, join(folder, file), packed.test(file));
    await zip.finish();
    return path;
  } catch (error) {
    // Not every system removes a folder while a file in it is open.
    await zip.discard();
    throw error;
  }
}

export interface ZipRequest {
  readonly folder: string;
  readonly files: readonly string[];
  readonly inside: string;
}
