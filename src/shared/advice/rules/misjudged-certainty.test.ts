import { describe, expect, it } from 'vitest';
import { goodFacts, madeEvaluation, twoClasses, measuredBy } from '../fixtures/made-facts.ts';
import type { RunFacts } from '../run-facts.ts';
import { misjudgedCertainty } from './misjudged-certainty.ts';

describe('misjudged certainty', () => {
  const sure = (
    confidence: number,
    rows: readonly (readonly number[])[],
    temperature = 2,
    validation = 20,
  ): RunFacts => {
    const count = rows.flat().reduce((sum, answers) => sum + answers, 0);
    const bins = [
      { low: 0, high: 0.9, count: 0, confidence: null, accuracy: null },
      { low: 0.9, high: 1, count, confidence, accuracy: 0.8 },
    ];
    const calibration = { error: 0.1, bins, before: { error: 0.1, loss: 1, bins }, temperature };
    return goodFacts({
      ...measuredBy(madeEvaluation(rows, twoClasses, { calibration })),
      counts: twoClasses.map(() => ({ train: 100, validation, test: 50 })),
    });
  };

  it('is certainty outside the interval of being right', () => {
    expect(
      misjudgedCertainty(
        sure(0.97, [
          [80, 20],
          [20, 80],
        ]),
      )[0],
    ).toMatchObject({
      says: expect.closeTo(0.97, 9) as number,
      score: { correct: 160, count: 200 },
    });
  });

  it('is not said within it, of few photos, nor of what nobody would notice', () => {
    expect(
      misjudgedCertainty(
        sure(0.84, [
          [80, 20],
          [20, 80],
        ]),
      ),
    ).toEqual([]);
    expect(
      misjudgedCertainty(
        sure(0.97, [
          [16, 4],
          [4, 16],
        ]),
      ),
    ).toEqual([]);
    expect(
      misjudgedCertainty(
        sure(0.815, [
          [8000, 2000],
          [2000, 8000],
        ]),
      ),
    ).toEqual([]);
  });

  it('of a network that was not calibrated is said where validation photos would have done it', () => {
    const rows = [
      [80, 20],
      [20, 80],
    ];
    expect(misjudgedCertainty(sure(0.97, rows, 1, 0))[0]).toMatchObject({ calibrated: false });
    expect(misjudgedCertainty(sure(0.97, rows, 1))).toEqual([]);
  });
});
