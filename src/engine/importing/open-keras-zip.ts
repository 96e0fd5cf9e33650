import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { copyEntry, readEntry } from '../archive/entry-content.ts';
import { isSafeName } from '../archive/zip-names.ts';
import { asStorageError } from '../storage/storage-error.ts';
import type { ForeignModel } from './foreign-model.ts';
import { H5File } from './h5-file.ts';
import { importLimits } from './import-limits.ts';
import { keras3Weights } from './keras3-weights.ts';
import { isRecord } from './inbound.ts';
import { parseDescription } from './parse-description.ts';

const weightsName = 'model.weights.h5';
const mostEntries = 1000;

/**
 * Opens Keras 3's .keras: a zip with the description as JSON and the weights as HDF5, which alone is unpacked, into a
 * temporary folder. Whatever else lies in it stays there. Throws `model-file-damaged`, `model-too-large`, `disk-full`.
 */
export async function openKerasZip(file: string): Promise<ForeignModel> {
  const zip = await openPromise(file, { autoClose: false, validateEntrySizes: true }).catch(
    (error: unknown) => {
      throw damaged(file, error);
    },
  );
  try {
    const entries = await listEntries(zip, file);
    const config = parseDescription(await readText(zip, file, entries, 'config.json'), file);
    const metadata = entries.has('metadata.json')
      ? parseDescription(await readText(zip, file, entries, 'metadata.json'), file)
      : null;
    const folder = await mkdtemp(join(tmpdir(), 'thaw-model-'));
    const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      const path = join(folder, weightsName);
      await unpack(zip, file, entryOf(entries, weightsName, file), path);
      const h5 = await H5File.open(path, file);
      return {
        file,
        format: 'keras',
        madeBy: versionIn(metadata),
        config,
        training: isRecord(config) ? config.compile_config : null,
        weights: keras3Weights(h5),
        close: async () => {
          h5.close();
          await close();
        },
      };
    } catch (error) {
      await close();
      throw error;
    }
  } finally {
    zip.close();
  }
}

async function listEntries(zip: ZipFile, file: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    if (zip.entryCount > mostEntries) throw new Error(`${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (!isSafeName(fileName) || entries.has(fileName))
        throw new Error(`entry ${JSON.stringify(fileName)}`);
      entries.set(fileName, entry);
    }
    return entries;
  } catch (error) {
    throw damaged(file, error);
  }
}

function entryOf(entries: ReadonlyMap<string, Entry>, name: string, file: string): Entry {
  const entry = entries.get(name);
  if (entry?.canDecodeFileData() && !entry.isEncrypted()) return entry;
  throw damaged(file, new Error(`no ${name}`));
}

async function readText(
  zip: ZipFile,
  file: string,
  entries: ReadonlyMap<string, Entry>,
  name: string,
): Promise<Buffer> {
  const entry = entryOf(entries, name, file);
  const { descriptionBytes: limitBytes } = importLimits;
  if (entry.uncompressedSize > limitBytes)
    throw new ThawError('model-too-large', {
      file,
      what: 'description',
      bytes: entry.uncompressedSize,
      limitBytes,
    });
  try {
    // The archive's own number of bytes is held to while it is read.
    return await readEntry(zip, entry);
  } catch (error) {
    throw damaged(file, error, name);
  }
}

async function unpack(zip: ZipFile, file: string, entry: Entry, target: string): Promise<void> {
  const { size } = await stat(file);
  const bytes = entry.uncompressedSize;
  const limitBytes = Math.min(importLimits.fileBytes, size * importLimits.ratio);
  if (bytes > limitBytes) throw new ThawError('model-too-large', { file, what: 'file', bytes, limitBytes });
  try {
    await copyEntry(zip, entry, createWriteStream(target, { flags: 'wx' }));
  } catch (error) {
    const known = asStorageError(error, target, 'write');
    throw known instanceof ThawError ? known : damaged(file, error, entry.fileName);
  }
}

function versionIn(metadata: unknown): string | null {
  const version = isRecord(metadata) ? metadata.keras_version : null;
  return typeof version === 'string' ? `Keras ${version.slice(0, 40)}` : null;
}

function damaged(file: string, error: unknown, name?: string): ThawError {
  const message = error instanceof Error ? error.message : String(error);
  const detail = name === undefined ? message : `${name}: ${message}`;
  return new ThawError('model-file-damaged', { file, detail: detail.slice(0, 200) }, { cause: error });
}
