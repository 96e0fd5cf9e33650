import { describe, expect, it } from 'vitest';
import { bestEpoch, isBest, isStalled, type EpochScores } from './best-epoch.ts';

const history = (...losses: readonly (number | null)[]) =>
  losses.map((loss, index) => ({
    phaseEpoch: index + 1,
    validation: loss === null ? null : { loss, accuracy: 0 },
  }));

describe('bestEpoch', () => {
  it('has the lowest validation loss, and of equals the first', () => {
    expect(bestEpoch(history(3, 1, 2, 1))!.phaseEpoch).toBe(2);
    expect(bestEpoch<EpochScores>([])).toBeUndefined();
    expect([history(3), history(3, 1), history(3, 1, 1)].map(isBest)).toEqual([true, true, false]);
  });

  it('is the last one without a validation part', () => {
    expect(bestEpoch(history(null, null, null))!.phaseEpoch).toBe(3);
    expect(isBest(history(null, null))).toBe(true);
    expect(isBest([])).toBe(false);
  });
});

describe('isStalled', () => {
  it('counts epochs since the best', () => {
    expect(isStalled(history(3, 1, 2), 2)).toBe(false);
    expect(isStalled(history(3, 1, 2, 1), 2)).toBe(true);
    expect(isStalled(history(3, 1, 2, 0.5), 2)).toBe(false);
  });

  it('never is without patience, without validation, or at the start', () => {
    expect(isStalled(history(1, 2, 3, 4), null)).toBe(false);
    expect(isStalled(history(null, null, null), 1)).toBe(false);
    expect(isStalled([], 1)).toBe(false);
  });
});
