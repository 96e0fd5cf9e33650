import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { requireRoom } from '../storage/free-bytes.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { copyEntry } from './entry-content.ts';
import { unpackingPrefix } from './unpacking-prefix.ts';
import { isIgnoredEntry, isSafeName, nameReader } from './zip-names.ts';
import { makeFolder } from '../storage/make-folder.ts';

export interface ZipLimits {
  /** Of all files together, unpacked. */
  readonly bytes: number;
  readonly files: number;
  /** Unpacked bytes for one byte of the archive; photos hardly shrink. */
  readonly ratio: number;
}

export const zipLimits: ZipLimits = { bytes: 64e9, files: 500_000, ratio: 100 };

/** Below this an archive may shrink as it likes: text files do. */
const smallBytes = 50e6;

interface Member {
  readonly entry: Entry;
  readonly name: string;
}

/**
 * Unpacks the files of a .zip into `out`, which must not exist: whole or not at all. Nothing is written outside `out`,
 * no link is made, and what the archive says of its size is checked before and while unpacking.
 *
 * Throws `zip-damaged`, `zip-name-invalid`, `zip-too-large`, `zip-too-many-files`, `zip-encrypted`, `folder-not-found`
 * for the file, `disk-full`, `permission-denied` or `cancelled`.
 */
export async function unpackZip(
  file: string,
  out: string,
  context: JobContext,
  limits = zipLimits,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const growing = `${unpackingPrefix(out)}${randomUUID()}`;
  const zip = await openZip(file);
  try {
    const members = await listMembers(zip, file, limits);
    const bytes = members.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    await checkSize(file, bytes, dirname(out), limits);
    await makeFolder(growing);
    const progress = startStage(context.report, 'unpacking', members.length, 'files');
    for (const member of members) {
      stopIfCancelled(context.signal);
      await writeMember(zip, file, member, growing, context.signal);
      progress.advance();
    }
    progress.finish();
    await rename(growing, out);
    return { files: members.length, bytes };
  } catch (error) {
    await rm(growing, { recursive: true, force: true });
    throw asStorageError(error, out, 'write');
  } finally {
    zip.close();
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, {
      autoClose: false,
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: true,
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new ThawError('folder-not-found', { folder: file });
    const known = asStorageError(error, file, 'read');
    throw known instanceof ThawError ? known : damaged(file, error);
  }
}

/** The files to unpack. Everything that can be known to be wrong is found before the first one is written. */
async function listMembers(zip: ZipFile, file: string, limits: ZipLimits): Promise<readonly Member[]> {
  const tooMany = (count: number): ThawError =>
    new ThawError('zip-too-many-files', { file, count, limit: limits.files });
  if (zip.entryCount > limits.files) throw tooMany(zip.entryCount);
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return chooseMembers(entries, file);
  } catch (error) {
    throw error instanceof ThawError ? error : damaged(file, error);
  }
}

function chooseMembers(entries: readonly Entry[], file: string): readonly Member[] {
  const nameOf = nameReader(entries);
  const members: Member[] = [];
  const taken = new Set<string>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (!isSafeName(name) || isLink(entry)) throw new ThawError('zip-name-invalid', { file, entry: name });
    if (name.endsWith('/') || isIgnoredEntry(name)) continue;
    if (entry.isEncrypted()) throw new ThawError('zip-encrypted', { file });
    if (!entry.canDecodeFileData())
      throw damaged(file, new Error(`compression method ${entry.compressionMethod} of ${name}`));
    if (taken.has(name)) throw damaged(file, new Error(`${name} twice`));
    taken.add(name);
    members.push({ entry, name });
  }
  return members;
}

/** Unix archivers keep the kind of a file in the upper half of its attributes. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0xf000) === 0xa000;
}

async function checkSize(file: string, bytes: number, folder: string, limits: ZipLimits): Promise<void> {
  const { size } = await stat(file);
  const limitBytes = Math.min(limits.bytes, Math.max(smallBytes, size * limits.ratio));
  if (bytes > limitBytes) throw new ThawError('zip-too-large', { file, bytes, limitBytes });
  await makeFolder(folder);
  await requireRoom(folder, bytes);
}

async function writeMember(
  zip: ZipFile,
  file: string,
  { entry, name }: Member,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const target = join(folder, name);
  try {
    await makeFolder(dirname(target));
    await copyEntry(zip, entry, createWriteStream(target, { flags: 'wx' }), signal);
  } catch (error) {
    if (signal.aborted) throw new ThawError('cancelled', { run: null }, { cause: error });
    const known = asStorageError(error, target, 'write');
    throw known instanceof ThawError ? known : damaged(file, error, name);
  }
}

function damaged(file: string, error: unknown, name?: string): ThawError {
  const message = error instanceof Error ? error.message : String(error);
  return new ThawError('zip-damaged', { file, detail: name === undefined ? message : `${name}: ${message}` });
}
