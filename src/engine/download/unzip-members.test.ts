import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unzipMembers } from './unzip-members.ts';

let folder: string;
let archive: string;
const never = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-unzip-'));
  archive = join(folder, 'a.zip');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A zip archive by the letter of its format; `method` 0 stores, 8 deflates. */
function zip(members: readonly { name: string; content: string; method: number }[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method } of members) {
    const data = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(path.length, 26);
    // An extra field in the local header only: its length may differ from the directory's.
    local.writeUInt16LE(4, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(Buffer.byteLength(content), 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, path, Buffer.alloc(4), data);
    entries.push(entry, path);
    offset += 34 + path.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const members = [
  { name: 'lib/', content: '', method: 0 },
  { name: 'lib/a.so', content: 'library '.repeat(1000), method: 8 },
  { name: 'lib/stored.so', content: 'stored', method: 0 },
  { name: 'lib/empty.h', content: '', method: 0 },
  { name: 'python/b.py', content: 'no', method: 8 },
];

it('writes the chosen members and no others', async () => {
  await writeFile(archive, zip(members));
  const sizes: number[] = [];
  const out = join(folder, 'out');
  const written = await unzipMembers(
    archive,
    out,
    (name) => (name.startsWith('lib/') ? name : null),
    never,
    (bytes) => sizes.push(bytes),
  );
  expect(written).toEqual(['a.so', 'stored.so', 'empty.h'].map((name) => join(out, 'lib', name)));
  expect(await readFile(join(out, 'lib', 'a.so'), 'utf8')).toBe('library '.repeat(1000));
  expect(await readFile(join(out, 'lib', 'stored.so'), 'utf8')).toBe('stored');
  expect(await readFile(join(out, 'lib', 'empty.h'), 'utf8')).toBe('');
  expect(existsSync(join(out, 'python'))).toBe(false);
  expect(sizes).toEqual([8000, 6, 0]);
});

it('never writes outside of the folder', async () => {
  await writeFile(archive, zip([{ name: '../evil', content: 'x', method: 0 }]));
  const unzip = unzipMembers(archive, join(folder, 'out'), (name) => name, never);
  await expect(unzip).rejects.toMatchObject({ code: 'archive-damaged' });
  expect(existsSync(join(folder, 'evil'))).toBe(false);
});

it.each([
  ['no archive at all', () => Buffer.from('this is not a zip archive')],
  ['nothing', () => Buffer.alloc(0)],
  ['cut off', () => zip(members).subarray(0, 120)],
  ['without its start', () => zip(members).subarray(40)],
  ['unknown method', () => zip([{ name: 'a', content: 'x', method: 12 }])],
  [
    'broken data',
    () => Buffer.from(zip([{ name: 'a', content: 'x'.repeat(99), method: 8 }])).fill(255, 35, 38),
  ],
])('says so where the archive is damaged: %s', async (_, make) => {
  await writeFile(archive, make());
  await expect(unzipMembers(archive, join(folder, 'out'), (name) => name, never)).rejects.toMatchObject({
    code: 'archive-damaged',
    facts: { file: archive },
  });
});
