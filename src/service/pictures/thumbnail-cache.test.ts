import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useTemporaryHome, type TemporaryHome } from '../../../test/temporary-home.ts';
import { openThumbnailCache } from './thumbnail-cache.ts';

let home: TemporaryHome;
const hash = (number: number): string => number.toString(16).padStart(64, '0');
const bytes = Buffer.alloc(100, 7);

beforeEach(() => {
  home = useTemporaryHome();
});
afterEach(() => {
  home.remove();
});

const kept = async (): Promise<string[]> =>
  (await readdir(join(home.folder, 'cache', 'thumbnails'), { recursive: true })).filter((name) =>
    name.endsWith('.webp'),
  );

it('keeps what it is given, by content and size', async () => {
  const cache = openThumbnailCache();
  expect(await cache.read(hash(1), 80)).toBeNull();
  await cache.keep(hash(1), 80, bytes);
  expect(await cache.read(hash(1), 80)).toEqual(bytes);
  expect(await cache.read(hash(1), 160)).toBeNull();
  expect(await openThumbnailCache().read(hash(1), 80)).toEqual(bytes);
});

it.each([
  ['files', { files: 10, bytes: 1e9 }],
  ['bytes', { files: 1e6, bytes: 1_000 }],
])('lets the oldest go when there are too many %s', async (_, limits) => {
  const earlier = openThumbnailCache();
  for (let index = 0; index < 8; index++) await earlier.keep(hash(index), 80, bytes);
  const folder = join(home.folder, 'cache', 'thumbnails', '80', '00');
  for (let index = 0; index < 8; index++)
    await utimes(join(folder, `${hash(index)}.webp`), new Date(1e12 + index), new Date(1e12 + index * 1_000));
  const cache = openThumbnailCache(limits);
  for (let index = 8; index < 12; index++) await cache.keep(hash(index), 80, bytes);
  expect((await kept()).length).toBeLessThanOrEqual(10);
  expect(await cache.read(hash(0), 80)).toBeNull();
  expect(await cache.read(hash(11), 80)).toEqual(bytes);
});

it('is no error where it cannot be written', async () => {
  await mkdir(join(home.folder, 'cache'), { recursive: true });
  await writeFile(join(home.folder, 'cache', 'thumbnails'), 'a file in its place');
  await openThumbnailCache().keep(hash(1), 80, bytes);
  expect(await openThumbnailCache().read(hash(1), 80)).toBeNull();
});
