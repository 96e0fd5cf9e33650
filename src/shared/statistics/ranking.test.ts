import { describe, expect, it } from 'vitest';
import { averagePrecision, rankingCurve, rocArea } from './ranking.ts';

/** The worked example of scikit-learn's pages about roc_auc_score and average_precision_score. */
const scores = [0.1, 0.4, 0.35, 0.8];
const positive = [false, false, true, true];

describe('rankingCurve', () => {
  it("gives scikit-learn's points, area and average precision", () => {
    const curve = rankingCurve(scores, positive);
    expect(
      curve.map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
    ).toEqual([
      [0, 0.5],
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
    expect(rocArea(curve)).toBeCloseTo(0.75, 12);
    expect(averagePrecision(curve)).toBeCloseTo(0.8333333333, 9);
  });

  it('takes equal scores as one threshold, so that their order does not matter', () => {
    const curve = rankingCurve([0.5, 0.5, 0.5, 0.5], [true, false, true, false]);
    expect(curve).toEqual([{ threshold: 0.5, falsePositiveRate: 1, truePositiveRate: 1, precision: 0.5 }]);
    expect(rocArea(curve)).toBe(0.5);
    expect(averagePrecision(curve)).toBe(0.5);
  });

  it('is 1 where all photos of the class come first', () => {
    const curve = rankingCurve([0.9, 0.8, 0.3], [true, true, false]);
    expect([rocArea(curve), averagePrecision(curve)]).toEqual([1, 1]);
  });

  it.each([
    ['no photo', [], []],
    ['only the class', [0.5], [true]],
    ['none of the class', [0.5], [false]],
  ])('says nothing of %s', (_, some, which) => {
    const curve = rankingCurve(some, which);
    expect([rocArea(curve), averagePrecision(curve)]).toEqual([null, null]);
  });
});
