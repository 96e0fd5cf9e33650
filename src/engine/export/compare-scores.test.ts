import { describe, expect, it } from 'vitest';
import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import { compareScores } from './compare-scores.ts';
import type { JudgingModel } from './export-format.ts';

const pictures = [Uint8Array.of(1), Uint8Array.of(2)];
/** Answers for the two pictures, row by row. */
function answering(
  rows: readonly (readonly number[])[],
  familiarities: readonly number[] | null = null,
  rule: AcceptanceRule | null = null,
): JudgingModel {
  return {
    rule,
    answer: ([picture]) => {
      const index = picture! - 1;
      const probabilities = Float32Array.from(rows[index]!);
      return Promise.resolve({ probabilities, familiarities: familiarities && [familiarities[index]!] });
    },
  };
}
const rows = [
  [0.25, 0.75],
  [0.5, 0.5],
];
const compare = (own: JudgingModel, exported: JudgingModel) =>
  compareScores(own, exported, pictures, () => undefined);

it('is the largest difference over pictures and classes, and how many answers are the same', async () => {
  const theirs = answering([
    [0.25, 0.75],
    [0.375, 0.625],
  ]);
  let done = 0;
  expect(await compareScores(answering(rows), theirs, pictures, () => done++)).toEqual({
    maxDifference: 0.125,
    meanDifference: 0.0625,
    maxFamiliarityDifference: null,
    sameAnswers: 1,
    sameTopClass: 1,
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
] as const)('is infinite for %s', async (_, theirs) => {
  expect(await compare(answering(rows), answering(theirs))).toEqual({
    maxDifference: Infinity,
    meanDifference: Infinity,
    maxFamiliarityDifference: null,
    sameAnswers: 1,
    sameTopClass: 1,
  });
});

describe('familiarity', () => {
  const rule = { confidence: 0.5, familiarity: 0.75 };

  it('is compared, and the answers with what the rule makes of it', async () => {
    const ours = answering(rows, [0.75, 0.5], rule);
    expect(await compare(ours, answering(rows, [0.75, 0.625], rule))).toEqual({
      maxDifference: 0,
      meanDifference: 0,
      maxFamiliarityDifference: 0.125,
      sameAnswers: 2,
      sameTopClass: 2,
    });
    expect(await compare(ours, answering(rows, [0.75, 0.875], rule))).toMatchObject({ sameAnswers: 1 });
    const stricter = answering(rows, [0.75, 0.5], { ...rule, confidence: 0.8 });
    expect(await compare(ours, stricter)).toMatchObject({ maxFamiliarityDifference: 0, sameAnswers: 1 });
  });

  it.each([
    ['one model alone', null],
    ['what is not a number', [0.75, NaN]],
  ])('is infinitely far off for %s', async (_, theirs) => {
    const compared = await compare(answering(rows, [0.75, 0.5], rule), answering(rows, theirs, rule));
    expect(compared).toMatchObject({ maxDifference: 0, maxFamiliarityDifference: Infinity });
  });
});
