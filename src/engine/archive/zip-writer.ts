import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';

/** What was written under a name. */
export interface WrittenMember {
  readonly bytes: number;
  readonly sha256: string;
}

/** A .zip that grows member by member. Nothing of a member but a piece is in memory. */
export interface ZipWriter {
  /** Adds a file; `compress` where that pays. Throws what reading it throws, `disk-full`, `permission-denied`, `cancelled`. */
  addFile(name: string, file: string, compress: boolean): Promise<WrittenMember>;
  addBytes(name: string, bytes: Uint8Array, compress: boolean): Promise<WrittenMember>;
  /** Ends and flushes it. */
  finish(): Promise<void>;
  /** Takes away what was written. */
  discard(): Promise<void>;
}

/** @param path of a file that does not exist yet. */
export function openZipWriter(path: string, signal: AbortSignal): ZipWriter {
  const zip = new ZipFile();
  const output = createWriteStream(path, { flags: 'wx', flush: true });
  const stopped = new AbortController();
  const written = pipeline(zip.outputStream, output, { signal: AbortSignal.any([signal, stopped.signal]) });
  // What goes wrong is thrown where it is waited for.
  written.catch(() => undefined);
  const failure = written.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => {
      if (signal.aborted) throw new ThawError('cancelled', { run: null });
      throw asStorageError(error, path, 'write');
    },
  );
  failure.catch(() => undefined);

  const add = async (
    name: string,
    input: Readable,
    options: { readonly compress: boolean; readonly mtime: Date },
  ): Promise<WrittenMember> => {
    const hash = createHash('sha256');
    let bytes = 0;
    const summed = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    zip.addReadStream(summed, name, { ...options, mode: 0o100644 });
    await Promise.race([pipeline(input, summed), failure]);
    return { bytes, sha256: hash.digest('hex') };
  };

  return {
    async addFile(name, file, compress) {
      const { mtime } = await stat(file);
      return add(name, createReadStream(file), { compress, mtime });
    },
    addBytes: (name, bytes, compress) =>
      add(name, Readable.from([Buffer.from(bytes)]), { compress, mtime: new Date() }),
    async finish() {
      zip.end();
      await Promise.race([written, failure]);
    },
    async discard() {
      stopped.abort();
      await written.catch(() => undefined);
      await rm(path, { force: true });
    },
  };
}
