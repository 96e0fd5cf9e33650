import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshot, temporaryFolder } from '../dataset/fixtures/make-tree.ts';
import { silentContext } from '../job/job-context.ts';
import { type MadeEntry, zipOf } from './fixtures/make-zip.ts';
import { unpackZip, zipLimits } from './unpack-zip.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
let out: string;
const content = Buffer.from('some bytes of a photo');
const text = content.toString('base64');

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'a.zip');
  out = join(folder.path, 'inner', 'photos');
});
afterEach(() => folder.remove());

const entry = (name: string | Buffer, rest: Partial<MadeEntry> = {}): MadeEntry => ({
  name,
  content,
  ...rest,
});

async function unpack(entries: readonly MadeEntry[], limits = zipLimits) {
  await writeFile(file, zipOf(entries));
  return unpackZip(file, out, silentContext, limits);
}

/** Nothing is left of a refused archive, inside or outside its place. */
async function nothingKept() {
  expect((await readdir(folder.path, { recursive: true })).sort()).toSatisfy((names: string[]) =>
    names.every((name) => name === 'a.zip' || name === 'inner'),
  );
}

describe('unpackZip', () => {
  it('writes the files, without what systems add, and says how many', async () => {
    const made = [
      entry('cats/'),
      entry('cats/1.jpg'),
      entry('cats/2.jpg', { stored: true }),
      entry('__MACOSX/cats/._1.jpg'),
      entry('cats/.DS_Store'),
      entry('dogs\\3.jpg'),
    ];
    expect(await unpack(made)).toEqual({ files: 3, bytes: 3 * content.length });
    expect(await snapshot(out)).toEqual({ 'cats/1.jpg': text, 'cats/2.jpg': text, 'dogs/3.jpg': text });
  });

  it('reads names as they were meant: UTF-8 said or not', async () => {
    await unpack([entry('狗/一.jpg'), entry('鸟/été.jpg', { flags: 0 }), entry('cafe\u0301/1')]);
    expect(Object.keys(await snapshot(out)).sort()).toEqual(['café/1', '狗/一.jpg', '鸟/été.jpg'].sort());
  });

  it.each([
    ['GBK of Windows, although "猫" in it would be UTF-8 too', 0, [0xc3, 0xa8], '猫'],
    ['GBK of a Unix archiver', 3, [0xb9, 0xb7], '狗'],
    ['UTF-8 of macOS', 3, [0xc3, 0xa8], 'è'],
    ['Western European', 0, [0xe9, 0x74, 0xe9], 'été'],
  ])('reads %s', async (_, host, bytes, name) => {
    await unpack([
      entry(Buffer.from([...bytes, 0x2f, 0x31]), { flags: 0, host }),
      entry('a/1', { flags: 0, host }),
    ]);
    expect(Object.keys(await snapshot(out))).toEqual(['a/1', `${name}/1`]);
  });

  it.each([
    '../evil.jpg',
    'cats/../../evil.jpg',
    '/etc/evil.jpg',
    'C:/evil.jpg',
    '..\\evil.jpg',
    '\\\\host\\share\\evil.jpg',
    'cats//1.jpg',
    './1.jpg',
    'cats/\u0000.jpg',
    'cats/\n.jpg',
    '',
  ])('refuses the name %j', async (name) => {
    await expect(unpack([entry('cats/1.jpg'), entry(name)])).rejects.toMatchObject({
      code: 'zip-name-invalid',
    });
    await nothingKept();
  });

  it('refuses links, locks, unknown methods and a name that comes twice', async () => {
    const codes = [
      [entry('link', { mode: 0o120777 }), 'zip-name-invalid'],
      [entry('a.jpg', { flags: 1 }), 'zip-encrypted'],
      [entry('a.jpg', { method: 12 }), 'zip-damaged'],
      [entry('1.jpg'), 'zip-damaged'],
    ] as const;
    for (const [second, code] of codes) {
      await expect(unpack([entry('1.jpg'), second])).rejects.toMatchObject({ code });
      await nothingKept();
    }
  });

  it('refuses more bytes, files or a higher ratio than allowed, before it writes', async () => {
    const zeros = Buffer.alloc(2_000_000);
    const small = { ...zipLimits, bytes: 1_000_000 };
    await expect(unpack([entry('a', { content: zeros })], small)).rejects.toMatchObject({
      code: 'zip-too-large',
      facts: { bytes: 2_000_000, limitBytes: 1_000_000 },
    });
    await expect(unpack([entry('a'), entry('b')], { ...zipLimits, files: 1 })).rejects.toMatchObject({
      code: 'zip-too-many-files',
      facts: { count: 2, limit: 1 },
    });
    const bomb = entry('a', { content: Buffer.alloc(60_000_000) });
    await expect(unpack([bomb])).rejects.toMatchObject({ code: 'zip-too-large' });
    await nothingKept();
  });

  it('finds a lie about the size or the content, and a cut-off file', async () => {
    await expect(unpack([entry('a', { claimedBytes: 3 })])).rejects.toMatchObject({ code: 'zip-damaged' });
    await expect(unpack([entry('a', { claimedBytes: 3_000 })])).rejects.toMatchObject({
      code: 'zip-damaged',
    });
    await expect(unpack([entry('a', { claimedChecksum: 1 })])).rejects.toMatchObject({ code: 'zip-damaged' });
    await nothingKept();
    const whole = zipOf([entry('a'), entry('b')]);
    for (const length of [0, 10, whole.length - 30, whole.length - 1]) {
      await writeFile(file, whole.subarray(0, length));
      await expect(unpackZip(file, out, silentContext)).rejects.toMatchObject({ code: 'zip-damaged' });
    }
    await nothingKept();
  });

  it('keeps nothing where it is cancelled', async () => {
    await writeFile(file, zipOf([entry('a'), entry('b'), entry('c')]));
    const stop = new AbortController();
    const context = {
      ...silentContext,
      signal: stop.signal,
      report: () => {
        stop.abort();
      },
    };
    await expect(unpackZip(file, out, context)).rejects.toMatchObject({ code: 'cancelled' });
    await nothingKept();
  });

  it('says so where there is no such file', async () => {
    await expect(unpackZip(file, out, silentContext)).rejects.toMatchObject({ code: 'folder-not-found' });
    expect(await stat(out).catch(() => null)).toBeNull();
  });
});
