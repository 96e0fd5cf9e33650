import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ComparisonPicture, comparisonPictures, makePicture } from './comparison-pictures.ts';

const image = { size: 16, fit: 'stretch' } as const;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-comparison-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A run with test photos of one grey each: photo N is N. */
async function runWith(count: number, there: (index: number) => boolean = () => true): Promise<string> {
  const photos = Array.from({ length: count }, (_, index) => ({
    path: `${count}-${index}.png`,
    sha256: '',
    bytes: 1,
    classIndex: 0,
    part: 'test',
  }));
  for (const [index, { path }] of photos.entries()) {
    const background = { r: index, g: index, b: index };
    if (there(index))
      await sharp({ create: { width: 8, height: 8, channels: 3, background } }).toFile(join(folder, path));
  }
  const split = { schemaVersion: 1, folder, layout: 'list', seed: 1, classes: ['a', 'b'], photos };
  await writeFile(join(folder, 'split.json'), JSON.stringify(split));
  return folder;
}

const greys = (pictures: readonly ComparisonPicture[]): number[] => pictures.map(({ pixels }) => pixels[0]!);

it('are up to 64 test photos, spread over all of them', async () => {
  const found = greys(await comparisonPictures(await runWith(200), image));
  expect(found).toHaveLength(64);
  expect(new Set(found).size).toBe(64);
  expect(found.filter((grey) => grey < 100)).toHaveLength(32);
  expect(greys(await comparisonPictures(await runWith(20), image))).toEqual(
    Array.from({ length: 20 }, (_, index) => index),
  );
});

it('are filled up with made ones where there are few photos, or none can be read', async () => {
  const few = await comparisonPictures(await runWith(6, (index) => index % 2 === 0), image);
  expect(greys(few.slice(0, 3))).toEqual([0, 2, 4]);
  expect(few).toHaveLength(8);
  const none = await comparisonPictures(join(folder, 'none'), image);
  expect(none).toHaveLength(8);
  expect(none[0]).toEqual({ pixels: makePicture(0, image.size), photo: null });
});
