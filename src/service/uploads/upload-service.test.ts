import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UploadService } from '../services.ts';
import { placeInUpload } from './upload-path.ts';
import { createUploadService } from './upload-service.ts';

const limits = { fileBytes: 10, uploadBytes: 25, files: 4, keptFor: 60_000 };
let folder: string;
let uploads: UploadService;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'thaw-uploads-')), 'uploads');
  uploads = await createUploadService(folder, limits);
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

// eslint-disable-next-line @typescript-eslint/require-await -- bytes come as a stream
async function* bytes(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

it('keeps files with the shape of their folder, until they are removed', async () => {
  const { upload } = await uploads.begin();
  await uploads.receive(upload, 'cats/1.jpg', bytes('abc', 'def'));
  await uploads.receive(upload, 'cats/2.jpg', bytes());
  const place = await uploads.folderOf(upload);
  expect(readFileSync(join(place, 'cats', '1.jpg'), 'utf8')).toBe('abcdef');
  await uploads.remove(upload);
  await uploads.remove(upload);
  expect(existsSync(place)).toBe(false);
  await expect(uploads.folderOf(upload)).rejects.toMatchObject({ code: 'upload-not-found' });
  await expect(uploads.receive(upload, 'a', bytes('x'))).rejects.toMatchObject({ code: 'upload-not-found' });
  expect(readdirSync(folder)).toEqual([]);
});

it('ends what is too large as soon as it is, and gives the space back', async () => {
  const { upload } = await uploads.begin();
  let given = 0;
  // eslint-disable-next-line @typescript-eslint/require-await -- bytes come as a stream
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      given += 4;
      yield Buffer.from('four');
    }
  }
  await expect(uploads.receive(upload, 'a', endless())).rejects.toMatchObject({
    code: 'upload-too-large',
    facts: { limitBytes: 10 },
  });
  expect(given).toBe(12);
  expect(readdirSync(await uploads.folderOf(upload))).toEqual([]);
  await uploads.receive(upload, 'a', bytes('0123456789'));
  await uploads.receive(upload, 'b', bytes('0123456789'));
  await expect(uploads.receive(upload, 'c', bytes('012345'))).rejects.toMatchObject({
    code: 'upload-too-large',
    facts: { limitBytes: 25 },
  });
  await uploads.receive(upload, 'c', bytes('01234'));
  await uploads.receive(upload, 'd', bytes());
  await expect(uploads.receive(upload, 'e', bytes())).rejects.toMatchObject({ code: 'upload-too-large' });
});

it('leaves nothing of a file that breaks off', async () => {
  const { upload } = await uploads.begin();
  // eslint-disable-next-line @typescript-eslint/require-await -- bytes come as a stream
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('abc');
    throw new Error('aborted');
  }
  await expect(uploads.receive(upload, 'a.jpg', broken())).rejects.toThrow('aborted');
  expect(readdirSync(await uploads.folderOf(upload))).toEqual([]);
  await uploads.receive(upload, 'a.jpg', bytes('again'));
});

it('writes no name twice, and none that is a folder or goes through a file', async () => {
  const { upload } = await uploads.begin();
  await uploads.receive(upload, 'a/b', bytes('1'));
  for (const path of ['a/b', 'a', 'a/b/c'])
    await expect(uploads.receive(upload, path, bytes('2')), path).rejects.toMatchObject({
      code: 'upload-name-invalid',
    });
  expect(readFileSync(join(await uploads.folderOf(upload), 'a', 'b'), 'utf8')).toBe('1');
});

it('finds only names inside the upload', () => {
  expect(placeInUpload('/u', 'dogs/狗 1.jpg', 'linux')).toBe(join('/u', 'dogs', '狗 1.jpg'));
  const deep = Array.from({ length: 20 }, () => 'a').join('/');
  for (const path of [
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '..',
    'a/../b',
    './a',
    'a\\b',
    'C:\\a',
    'a\0',
    'a\n',
    deep,
  ])
    expect(() => placeInUpload('/u', path, 'linux'), path).toThrow('upload-name-invalid');
  for (const path of ['C:a', 'con', 'dogs/nul.jpg', 'a:stream'])
    expect(() => placeInUpload('/u', path, 'win32'), path).toThrow('upload-name-invalid');
});

it('takes away what an earlier service left, and what nobody came back for', async () => {
  mkdirSync(join(folder, 'left'), { recursive: true });
  writeFileSync(join(folder, 'left', 'a.jpg'), 'x');
  uploads = await createUploadService(folder, { ...limits, keptFor: -1 });
  expect(existsSync(folder)).toBe(false);
  const first = await uploads.begin();
  const second = await uploads.begin();
  expect(readdirSync(folder)).toEqual([second.upload]);
  await expect(uploads.folderOf(first.upload)).rejects.toMatchObject({ code: 'upload-not-found' });
});
