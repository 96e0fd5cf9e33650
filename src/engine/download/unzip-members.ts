import { createReadStream, createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { makeFolder } from '../storage/make-folder.ts';

/** Reads zip archives as wheels are made: deflated or stored, one volume, below 4 GB. Source: PKWARE's APPNOTE.TXT. */

const endOfDirectory = { signature: 0x06054b50, size: 22, maxComment: 0xffff };
const directoryEntry = { signature: 0x02014b50, size: 46 };
const localHeader = { signature: 0x04034b50, size: 30 };
const methods = { stored: 0, deflated: 8 };

interface Member {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/**
 * Writes those members of a zip archive to which `choose` gives a path relative to `folder`; null leaves one out.
 * `onBytes` is told of each finished member's size. Returns the paths written. Throws `archive-damaged`, and what the
 * file system refuses. Checksums of members are not read: the archive's own hash is checked before.
 */
export async function unzipMembers(
  archive: string,
  folder: string,
  choose: (name: string) => string | null,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<string[]> {
  const file = await open(archive, 'r');
  const written: string[] = [];
  try {
    for (const member of await readDirectory(file, archive)) {
      const chosen = member.name.endsWith('/') ? null : choose(member.name);
      if (chosen === null) continue;
      const target = join(folder, chosen);
      if (relative(folder, target).split(sep)[0] === '..')
        throw damaged(archive, `path leaves the folder: ${chosen}`);
      await writeMember(archive, file, member, target, signal);
      written.push(target);
      onBytes(member.size);
    }
  } finally {
    await file.close();
  }
  return written;
}

/** The archive's table of contents, from its end. */
async function readDirectory(file: FileHandle, archive: string): Promise<Member[]> {
  const { size } = await file.stat();
  const tailSize = Math.min(size, endOfDirectory.size + endOfDirectory.maxComment);
  const tail = await readAt(file, archive, size - tailSize, tailSize);
  let end = tail.length - endOfDirectory.size;
  while (end >= 0 && tail.readUInt32LE(end) !== endOfDirectory.signature) end--;
  if (end < 0) throw damaged(archive, 'no end of directory');
  const count = tail.readUInt16LE(end + 10);
  const directory = await readAt(file, archive, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const members: Member[] = [];
  for (let at = 0; members.length < count;) {
    if (
      at + directoryEntry.size > directory.length ||
      directory.readUInt32LE(at) !== directoryEntry.signature
    )
      throw damaged(archive, `directory ends after ${members.length} of ${count} entries`);
    const nameLength = directory.readUInt16LE(at + 28);
    const after = at + directoryEntry.size + nameLength;
    members.push({
      name: directory.toString('utf8', at + directoryEntry.size, after),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at = after + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

async function writeMember(
  archive: string,
  file: FileHandle,
  member: Member,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const header = await readAt(file, archive, member.headerOffset, localHeader.size);
  if (header.readUInt32LE(0) !== localHeader.signature)
    throw damaged(archive, `no header for ${member.name}`);
  const start = member.headerOffset + localHeader.size + header.readUInt16LE(26) + header.readUInt16LE(28);
  await makeFolder(dirname(target));
  const output = createWriteStream(target);
  if (member.size === 0) {
    await pipeline([], output);
    return;
  }
  const input = createReadStream(archive, {
    start,
    end: start + member.compressedSize - 1,
    highWaterMark: 1 << 20,
  });
  try {
    if (member.method === methods.deflated) await pipeline(input, createInflateRaw(), output, { signal });
    else if (member.method === methods.stored) await pipeline(input, output, { signal });
    else throw damaged(archive, `compression method ${member.method} of ${member.name}`);
  } catch (error) {
    if (signal.aborted) throw new ThawError('cancelled', { run: null }, { cause: error });
    const known = asStorageError(error, target, 'write');
    throw known instanceof ThawError
      ? known
      : damaged(archive, `${member.name}: ${(error as Error).message}`);
  }
  if (output.bytesWritten !== member.size)
    throw damaged(archive, `${member.name} has ${output.bytesWritten} bytes`);
}

async function readAt(file: FileHandle, archive: string, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.max(0, length)), 0, length, position);
  if (bytesRead < length) throw damaged(archive, 'cut off');
  return buffer;
}

function damaged(file: string, detail: string): ThawError {
  return new ThawError('archive-damaged', { file, detail });
}
