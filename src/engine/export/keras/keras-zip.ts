import { createWriteStream } from 'node:fs';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { copyEntry, readEntry } from '../../archive/entry-content.ts';
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
        try {
          return JSON.parse((await readEntry(zip, entry)).toString('utf8')) as unknown;
        } catch (error) {
          throw damaged(`${name}: ${String(error)}`);
        }
      },
      unpack: async (name, out) => {
        const entry = found.get(name)!;
        const most = mostRatio * Math.max(entry.compressedSize, 1);
        if (entry.uncompressedSize > most) throw damaged(`${name}: ${entry.uncompressedSize} bytes`);
        await copyEntry(zip, entry, createWriteStream(out, { flags: 'wx' })).catch((error: unknown) => {
          throw damaged(`${name}: ${String(error)}`);
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
