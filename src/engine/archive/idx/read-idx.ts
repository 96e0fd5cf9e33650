import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import { asStorageError } from '../../storage/storage-error.ts';

/** What an idx file says of itself. Source: Y. LeCun's description of the MNIST files. */
export interface IdxHeader {
  /** Items, then the sides of one item; none for numbers. */
  readonly sides: readonly number[];
}

/** An opened idx file of bytes. */
export interface IdxFile extends IdxHeader {
  /** Every item's bytes, one after the other; a file that ends too soon or late throws. */
  readonly items: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

const unsignedBytes = 0x08;
const longestItem = 1 << 24;

/**
 * Opens an idx file, gzipped where its name ends in .gz, of `numSides` dimensions. It is read as it is used: never more
 * than a chunk and an item are held. Throws `idx-damaged`, `permission-denied`.
 */
export async function openIdx(file: string, numSides: number): Promise<IdxFile> {
  const chunks = bytesOf(file);
  const close = async (): Promise<void> => {
    await chunks.return(undefined);
  };
  try {
    const { sides, itemBytes, rest } = await readHeader(chunks, file, numSides);
    return { sides, items: itemsOf(chunks, rest, sides[0]!, itemBytes, file), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readHeader(
  chunks: AsyncGenerator<Buffer, undefined>,
  file: string,
  numSides: number,
): Promise<IdxHeader & { readonly itemBytes: number; readonly rest: Buffer }> {
  const header = 4 + 4 * numSides;
  let rest: Buffer = Buffer.alloc(0);
  const fill = async (length: number): Promise<void> => {
    while (rest.length < length) rest = Buffer.concat([rest, await nextChunk(chunks, file)]);
  };
  await fill(4);
  if (rest[0] !== 0 || rest[1] !== 0 || rest[2] !== unsignedBytes || rest[3] !== numSides)
    throw damaged(file, `it begins with ${rest.subarray(0, 4).toString('hex')}, not 000008${hex(numSides)}`);
  await fill(header);
  const sides = Array.from({ length: numSides }, (_, side) => rest.readUInt32BE(4 + 4 * side));
  const itemBytes = sizeOfShape(sides.slice(1));
  if (sides.some((side) => side === 0) || itemBytes > longestItem)
    throw damaged(file, `${sides.join(' x ')} values`);
  return { sides, itemBytes, rest: rest.subarray(header) };
}

async function* itemsOf(
  chunks: AsyncGenerator<Buffer, undefined>,
  begun: Buffer,
  count: number,
  bytes: number,
  file: string,
): AsyncGenerator<Uint8Array> {
  let rest = begun;
  for (let item = 0; item < count; item++) {
    while (rest.length < bytes) {
      const { value } = await chunks.next();
      if (!value) throw damaged(file, `it ends after ${item} of ${count} items`);
      rest = Buffer.concat([rest, value]);
    }
    yield rest.subarray(0, bytes);
    rest = rest.subarray(bytes);
  }
  if (rest.length > 0 || !(await chunks.next()).done) throw damaged(file, `it goes on after ${count} items`);
}

async function nextChunk(chunks: AsyncGenerator<Buffer, undefined>, file: string): Promise<Buffer> {
  const { value } = await chunks.next();
  if (!value) throw damaged(file, 'it ends in its header');
  return value;
}

async function* bytesOf(file: string): AsyncGenerator<Buffer, undefined> {
  const source = createReadStream(file);
  const stream = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  // An error of the source does not pass a pipe by itself.
  source.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    const known = asStorageError(error, file, 'read');
    throw known instanceof ThawError
      ? known
      : damaged(file, error instanceof Error ? error.message : String(error));
  } finally {
    source.destroy();
    stream.destroy();
  }
}

function damaged(file: string, detail: string): ThawError {
  return new ThawError('idx-damaged', { file, detail });
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
