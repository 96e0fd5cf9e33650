import { describe, expect, it, vi } from 'vitest';
import { madeHash } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import type { Photo } from '../../shared/dataset.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { featurePlace } from './feature-place.ts';
import { type CachePlan, cacheNeed, checkCacheFits } from './plan-cache.ts';
import { indexLineBytes } from './record-index.ts';
import { openRecordWriter } from './record-writer.ts';
import { recordBytes } from './store-place.ts';

const recipe = recipeByName('two-phase');
const photos = (first: number, count: number): Photo[] =>
  Array.from({ length: count }, (_, index) => ({
    path: `${first + index}.jpg`,
    classIndex: 0,
    sha256: madeHash(first + index),
    bytes: 1,
  }));
const plan: CachePlan = {
  network: describeNetwork(recipe.network, recipe.image, 2),
  weightsSha256: 'weights',
  image: recipe.image,
  precision: 'bf16',
  layers: ['block4_pool', 'block5_pool'],
  trainingPhotos: photos(0, 10),
  otherPhotos: photos(10, 4),
  augmentation: { config: recipe.augmentation!, seed: 0 },
  copies: 3,
};
const pixelBytes = 150 * 150 * 3 + indexLineBytes;
/** Values of block4_pool and block5_pool at 150 px. */
const values = 9 * 9 * 512 + 4 * 4 * 512;
const copyBytes = 10 * (2 * values + 2 * indexLineBytes);
const otherBytes = 4 * (4 * values + 2 * indexLineBytes);

describe('cacheNeed', () => {
  useTemporaryCache();

  it('adds up pixels, copies and the other photos', async () => {
    expect(await cacheNeed(plan)).toEqual({
      copies: 3,
      neededBytes: 14 * pixelBytes + 3 * copyBytes + otherBytes,
      bytesPerCopy: copyBytes,
      presentBytes: 0,
    });
  });

  it('counts one copy without augmentation, one record for equal files, and pixels alone from scratch', async () => {
    const plain = await cacheNeed({ ...plan, augmentation: null, otherPhotos: plan.trainingPhotos });
    expect(plain.copies).toBe(1);
    expect(plain.neededBytes).toBe(10 * pixelBytes + copyBytes + 2.5 * otherBytes);
    expect((await cacheNeed({ ...plan, layers: [] })).neededBytes).toBe(14 * pixelBytes);
  });

  it('finds what is cached already for these photos', async () => {
    const source = {
      ...plan,
      storage: 'float16',
      augmentation: { ...plan.augmentation!, copy: 1, axes: null },
    } as const;
    const place = featurePlace(source, 'block5_pool');
    const writer = await openRecordWriter(place, new AbortController().signal);
    const cached = [0, 1, 99].map(madeHash);
    await writer.append(cached, new Uint8Array(3 * recordBytes(place.layout)));
    await writer.close();
    expect((await cacheNeed(plan)).presentBytes).toBe(2 * (recordBytes(place.layout) + indexLineBytes));
  });
});

describe('checkCacheFits', () => {
  useTemporaryCache();
  const limit = (bytes: number): void => {
    vi.stubEnv('THAW_CACHE_LIMIT_BYTES', String(bytes));
  };
  const need = { copies: 5, neededBytes: 1500, bytesPerCopy: 200, presentBytes: 0 };

  it('lets pass what fits', async () => {
    limit(1500);
    await checkCacheFits(need);
    limit(0);
    await checkCacheFits({ ...need, presentBytes: 1500 });
  });

  it.each([
    [1499, 4],
    [1100, 3],
    [701, 1],
    [700, 1],
    [699, 0],
    [1, 0],
  ])('says for a limit of %i that %i copies fit', async (limitBytes, copiesThatFit) => {
    limit(limitBytes);
    const facts = { neededBytes: 1500, limitBytes, copies: 5, copiesThatFit };
    await expect(checkCacheFits(need)).rejects.toMatchObject({ code: 'cache-too-small', facts });
  });

  it('shares the need evenly where it is not told what a copy takes', async () => {
    limit(1000);
    const tooMuch = checkCacheFits({ neededBytes: 1500, copies: 5 });
    await expect(tooMuch).rejects.toMatchObject({ facts: { copiesThatFit: 3 } });
  });
});
