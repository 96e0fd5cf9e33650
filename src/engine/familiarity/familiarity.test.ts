import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Photo } from '../../shared/dataset.ts';
import { poolFeatures } from '../likeness/pool-features.ts';
import { chooseKnownPhotos, neighboursOf } from './choose-known-photos.ts';
import { familiaritiesOf } from './familiarities-of.ts';
import { knownPhotosFile, readKnownPhotos, saveKnownPhotos } from './known-photos-file.ts';

const photo = (classIndex: number, number: number): Photo => ({
  path: `${classIndex}/${number}.jpg`,
  sha256: `${classIndex}-${number}`,
  bytes: 1,
  classIndex,
});
const photosOf = (...counts: number[]): Photo[] =>
  counts.flatMap((count, classIndex) =>
    Array.from({ length: count }, (_, number) => photo(classIndex, number)),
  );

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-known-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is the cosine to the k-th nearest known photo', () => {
  const features = poolFeatures([1, 0, 0, 1, 3, 4], 3, 2);
  const known = { features, channels: 2, neighbours: 2 };
  // To (1, 0): itself 1, then (3, 4) / 5 with 0.6, then (0, 1) with 0.
  const [first, nothing] = familiaritiesOf(poolFeatures([2, 0, 0, 0], 2, 2), known);
  expect(first).toBeCloseTo(0.6, 6);
  expect(nothing).toBe(0);
});

it('keeps as many photos of each class as there are, up to its share, the same for a seed', () => {
  const photos = photosOf(300, 200, 4);
  const known = chooseKnownPhotos(photos, 3, 7);
  expect([0, 1, 2].map((index) => known.filter(({ classIndex }) => classIndex === index).length)).toEqual([
    85, 85, 4,
  ]);
  expect(chooseKnownPhotos(photos, 3, 7)).toEqual(known);
  expect(chooseKnownPhotos(photos, 3, 8)).not.toEqual(known);
  expect(neighboursOf(known, 3)).toBe(4);
  expect(neighboursOf(photosOf(1, 1), 2)).toBe(1);
  expect(neighboursOf(photosOf(50, 50), 2)).toBe(5);
});

it('is read as it was saved, and refused where it was changed or is gone', async () => {
  const known = { features: poolFeatures([1, 2, 3, 4, 5, 6], 2, 3), channels: 3, neighbours: 1 };
  const described = await saveKnownPhotos(folder, known);
  expect(await readKnownPhotos(folder, described)).toEqual(known);
  await writeFile(join(folder, knownPhotosFile), 'other');
  await expect(readKnownPhotos(folder, described)).rejects.toMatchObject({ code: 'run-file-damaged' });
  await rm(join(folder, knownPhotosFile));
  await expect(readKnownPhotos(folder, described)).rejects.toMatchObject({ code: 'run-file-damaged' });
});
