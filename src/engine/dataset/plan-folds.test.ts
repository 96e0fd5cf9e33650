import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFolds } from './plan-folds.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/** Classes of so many photos, all distinct. */
function scanned(...counts: readonly number[]): ScannedDataset {
  return {
    folder: '/photos',
    layout: 'class-folders',
    classes: counts.map((_, index) => String(index)),
    photos: counts.flatMap((count, classIndex) =>
      Array.from({ length: count }, (_, index) => ({
        path: `${classIndex}/${index}.png`,
        classIndex,
        sha256: `${classIndex}-${index}`,
        bytes: 1,
        part: null,
      })),
    ),
    skipped: [],
    misnamed: [],
    seed: null,
  };
}

describe('planFolds', () => {
  it('tests every photo once, keeps classes in their shares and groups whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 24 }),
        fc.integer(),
        (numFolds, numbers, seed) => {
          const dataset = scanned(30, 30);
          const chosen = [...new Set(numbers)].map((number) => dataset.photos[number]!.sha256);
          const together = Array.from({ length: Math.ceil(chosen.length / 3) }, (_, index) =>
            chosen.slice(3 * index, 3 * index + 3),
          );
          const folds = planFolds(dataset, numFolds, seed, together);
          const tested = folds.flatMap(({ photos }) => photos.filter(({ part }) => part === 'test'));
          expect(tested.map(({ path }) => path).sort()).toEqual(
            dataset.photos.map(({ path }) => path).sort(),
          );
          for (const { photos } of folds) {
            expect(photos).toHaveLength(60);
            const partOf = new Map(photos.map(({ sha256, part }) => [sha256, part]));
            for (const group of together)
              expect(new Set(group.map((sha256) => partOf.get(sha256))).size).toBe(1);
            for (const part of ['train', 'validation', 'test'] as const)
              for (const classIndex of [0, 1])
                expect(photos.some((photo) => photo.part === part && photo.classIndex === classIndex)).toBe(
                  true,
                );
          }
        },
      ),
    );
  });

  it('chooses by other photos in each fold', () => {
    const chosen = planFolds(scanned(40, 40), 5, 1).flatMap(({ photos }) =>
      photos.filter(({ part }) => part === 'validation').map(({ path }) => path),
    );
    // Of 32 photos of a class every tenth, 3 or 4, from another one on in each of 5 folds.
    expect(chosen.length).toBeGreaterThanOrEqual(30);
    const often = chosen.filter((path) => chosen.filter((other) => other === path).length > 2);
    expect(often).toEqual([]);
  });

  it.each([2, 3, 4, 5])(
    'has something to learn from and to choose by in each of %i folds of the fewest photos',
    (numFolds) => {
      const least = numFolds === 2 ? 4 : numFolds;
      for (const { photos } of planFolds(scanned(least, least + 1), numFolds, 1))
        for (const classIndex of [0, 1])
          expect(
            new Set(photos.filter((photo) => photo.classIndex === classIndex).map(({ part }) => part)).size,
          ).toBe(3);
      expect(() => planFolds(scanned(least - 1, 20), numFolds, 1)).toThrow('class-too-small');
    },
  );

  it('is a function of seed and content', () => {
    expect(planFolds(scanned(20, 20), 5, 1)).toEqual(planFolds(scanned(20, 20), 5, 1));
    expect(planFolds(scanned(20, 20), 5, 1)).not.toEqual(planFolds(scanned(20, 20), 5, 2));
  });

  it('needs a photo of each class in every fold', () => {
    expect(() => planFolds(scanned(20, 4), 5, 1)).toThrow('"count":4,"needed":5,"reason":"count"');
    expect(() => planFolds(scanned(20, 5), 5, 1)).not.toThrow();
    const same = Array.from({ length: 5 }, (_, index) => `1-${index}`);
    expect(() => planFolds(scanned(20, 5), 5, 1, [same])).toThrow('identical-files');
  });
});
