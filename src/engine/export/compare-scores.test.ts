import { expect, it } from 'vitest';
import { compareScores } from './compare-scores.ts';

const pictures = [Uint8Array.of(1), Uint8Array.of(2)];
const answering = (rows: readonly (readonly number[])[]) => ({
  numClasses: 2,
  temperature: 1,
  score: (pixels: Uint8Array) => Promise.resolve(Float32Array.from(rows[pixels[0]! - 1]!)),
  close: () => undefined,
});
const ours = answering([
  [0.25, 0.75],
  [0.5, 0.5],
]);

it('is the largest difference over pictures and classes, and how many answers are the same', async () => {
  const theirs = answering([
    [0.25, 0.75],
    [0.375, 0.625],
  ]);
  let done = 0;
  expect(await compareScores(ours, theirs, pictures, () => done++)).toEqual({
    maxDifference: 0.125,
    sameAnswers: 1,
  });
  expect(done).toBe(2);
});

it.each([
  [
    'a score that is not a number',
    [
      [0.25, 0.75],
      [NaN, 0.5],
    ],
  ],
  ['a missing score', [[0.25, 0.75], [0.5]]],
] as const)('is infinite for %s', async (_, rows) => {
  expect(await compareScores(ours, answering(rows), pictures, () => undefined)).toEqual({
    maxDifference: Infinity,
    sameAnswers: 1,
  });
});
