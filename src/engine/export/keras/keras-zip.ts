import { createWriteStream } from 'node:fs';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { configFile, metadataFile, weightsFile } from './keras-members.ts';

/** The archive that a .keras file is. */
export interface KerasZip {
  readJson(name: string): Promise<unknown>;
  /** Writes a member to `out`; returns its bytes. */
  unpack(name: string, out: string): Promise<number>;
  close(): void;
}

/** A configuration of a thousand layers takes about one megabyte. */
const mostJsonBytes = 16e6;
/** Weights hardly shrink: what unpacks to more is made to fill the disk. */
const mostRatio = 20;
const members: readonly string[] = [metadataFile, configFile, weightsFile];

/**
 * Opens it. Nothing is written by a name from inside; an archive with other members than Keras's, twice the same, links
 * or archives in archives, is refused, as is one whose sizes or checksums are not what it says. Throws `file-damaged`.
 */
export async function openKerasZip(path: string): Promise<KerasZip> {
  const damaged = (detail: unknown): ThawError =>
    detail instanceof ThawError
      ? (detail as ThawError)
      : new ThawError('file-damaged', { file: path, detail: String(detail) }, { cause: detail });
  const zip = await openPromise(path, {
    autoClose: false,
    lazyEntries: true,
    validateEntrySizes: true,
  }).catch((error: unknown) => {
    throw damaged(error);
  });
  try {
    const found = await membersOf(zip, damaged);
    return {
      readJson: async (name) => {
        const entry = found.get(name)!;
        if (entry.uncompressedSize > mostJsonBytes) throw damaged(`${name}: ${entry.uncompressedSize} bytes`);
        const chunks: Buffer[] = [];
        const collect = new Writable({
          write: (chunk: Buffer, _, done) => {
            chunks.push(chunk);
            done();
          },
        });
        await copy(zip, entry, collect).catch((error: unknown) => {
          throw damaged(error);
        });
        try {
          return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
        } catch (error) {
          throw damaged(error);
        }
      },
      unpack: async (name, out) => {
        const entry = found.get(name)!;
        const most = mostRatio * Math.max(entry.compressedSize, 1);
        if (entry.uncompressedSize > most) throw damaged(`${name}: ${entry.uncompressedSize} bytes`);
        await copy(zip, entry, createWriteStream(out, { flags: 'wx' })).catch((error: unknown) => {
          throw damaged(error);
        });
        return entry.uncompressedSize;
      },
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function membersOf(
  zip: ZipFile,
  damaged: (detail: unknown) => ThawError,
): Promise<ReadonlyMap<string, Entry>> {
  const found = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (!members.includes(fileName)) throw damaged(`unknown member ${fileName.slice(0, 200)}`);
      if (found.has(fileName)) throw damaged(`${fileName} twice`);
      if (entry.isEncrypted() || !entry.canDecodeFileData()) throw damaged(`${fileName} cannot be unpacked`);
      found.set(fileName, entry);
    }
  } catch (error) {
    throw damaged(error);
  }
  for (const member of members) if (!found.has(member)) throw damaged(`no ${member}`);
  return found;
}

async function copy(zip: ZipFile, entry: Entry, out: Writable): Promise<void> {
  let checksum = 0;
  const check = new Transform({
    transform: (chunk: Buffer, _, done) => {
      checksum = crc32(chunk, checksum);
      done(null, chunk);
    },
    flush: (done) => {
      done(checksum === entry.crc32 ? null : new Error(`${entry.fileName} has another checksum`));
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), check, out);
}
