import { expect, test } from 'vitest';
import type { Neighbours } from './nearest-photos.ts';
import { suspectLabels } from './suspect-labels.ts';

/** Each photo's two nearest, all as near. */
function neighbours(photos: readonly (readonly [number, number])[]): Neighbours {
  return {
    each: 2,
    photos: Int32Array.from(photos.flat()),
    cosines: new Float32Array(2 * photos.length).fill(0.8),
  };
}

/** Photos 0 to 3 are of class 0, the others of class 1; photo 3 lies among those. */
const labels = [0, 0, 0, 0, 1, 1, 1, 1];
const near = neighbours([
  [1, 2],
  [0, 2],
  [0, 1],
  [4, 5],
  [5, 6],
  [4, 6],
  [4, 7],
  [5, 6],
]);
const scores = Float32Array.from([1, 0, 0.9, 0.1, 0.8, 0.2, 0.3, 0.7, 0, 1, 0, 1, 0, 1, 0, 1]);

test('names the photo that both witnesses put into another class', () => {
  const [only, ...others] = suspectLabels(labels, scores, near);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ photo: 3, looksLike: 1, nearest: [4, 5] });
  // By hand: (1 + 0.7 - 0.3) / 2.
  expect(only!.margin).toBeCloseTo(0.7, 6);
});

test('judges no photo of a class with fewer than three others', () => {
  const few = labels.slice(1);
  const shifted = neighbours([
    [1, 0],
    [0, 1],
    [3, 4],
    [4, 5],
    [3, 5],
    [3, 6],
    [4, 5],
  ]);
  expect(suspectLabels(few, scores.subarray(2), shifted)).toEqual([]);
});

test.each([[[0, 1]], [[0, 0]]])('says nothing of one photo a class, or of one class alone', (two) => {
  const other = neighbours([
    [1, 1],
    [0, 0],
  ]);
  expect(suspectLabels(two, new Float32Array(2 * two.length), other)).toEqual([]);
});
