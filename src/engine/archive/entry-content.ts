import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';

/**
 * Unpacks one member into `out`, piece by piece. Throws what reading and writing throw; an Error where the content is longer
 * or shorter than the archive says (an archive opened with `validateEntrySizes`), or not what its checksum says: `out`
 * then has it all the same.
 */
export async function copyEntry(
  zip: ZipFile,
  entry: Entry,
  out: Writable,
  signal?: AbortSignal,
): Promise<void> {
  let checksum = 0;
  const summed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      checksum = crc32(chunk, checksum);
      done(null, chunk);
    },
  });
  const content = await zip.openReadStreamPromise(entry);
  await pipeline(content, summed, out, ...(signal ? [{ signal }] : []));
  if (checksum !== entry.crc32) throw new Error('wrong checksum');
}

/** The same of a member that fits into memory, which the caller has looked at: its bytes. */
export async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32) throw new Error('wrong checksum');
  return content;
}
