import { describe, expect, it } from 'vitest';
import { makeFolds } from './make-folds.ts';

/** 50 photos of one class, 30 of another. */
const photos = Array.from({ length: 80 }, (_, index) => ({
  path: `${index}.jpg`,
  sha256: String(index),
  bytes: 1,
  classIndex: index < 50 ? 0 : 1,
  part: 'train' as const,
}));
const folds = makeFolds(photos, 5, 1);

const pathsOf = (fold: (typeof folds)[number], part: string, classIndex?: number): string[] =>
  fold
    .filter((photo) => photo.part === part && (classIndex ?? photo.classIndex) === photo.classIndex)
    .map(({ path }) => path);

describe('makeFolds', () => {
  it('tests every photo exactly once', () => {
    const tested = folds.flatMap((fold) => pathsOf(fold, 'test'));
    expect(tested.sort()).toEqual(photos.map(({ path }) => path).sort());
  });

  it('gives every photo one part in every fold', () => {
    for (const fold of folds) expect(new Set(fold.map(({ path }) => path)).size).toBe(photos.length);
  });

  it('keeps the shares of the classes in every part', () => {
    for (const fold of folds)
      expect(
        ['train', 'validation', 'test'].map((part) =>
          [0, 1].map((index) => pathsOf(fold, part, index).length),
        ),
      ).toEqual([
        [36, 21],
        [4, 3],
        [10, 6],
      ]);
  });

  it('draws the same folds for the same seed, and others for another', () => {
    expect(makeFolds(photos, 5, 1)).toEqual(folds);
    expect(makeFolds(photos, 5, 2)).not.toEqual(folds);
  });
});
