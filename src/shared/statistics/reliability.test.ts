import { describe, expect, it } from 'vitest';
import { expectedCalibrationError, reliabilityBins } from './reliability.ts';

describe('reliability', () => {
  it('sets certainty beside accuracy, tenth by tenth', () => {
    const bins = reliabilityBins([0.95, 0.85, 0.85, 0.6], [true, true, false, false]);
    expect(bins).toHaveLength(10);
    expect(bins[9]).toEqual({ low: 0.9, high: 1, count: 1, confidence: 0.95, accuracy: 1 });
    expect(bins[8]).toMatchObject({ count: 2, confidence: 0.85, accuracy: 0.5 });
    expect(bins[0]).toMatchObject({ count: 0, confidence: null, accuracy: null });
    // By hand: (1 x .05 + 2 x .35 + 1 x .6) / 4.
    expect(expectedCalibrationError(bins)).toBeCloseTo((0.05 + 0.7 + 0.6) / 4, 12);
  });

  it('puts 0 and 1 into the outer tenths, and a bound into the lower of its two', () => {
    const counts = reliabilityBins([0, 1, 0.9], [false, true, true]).map(({ count }) => count);
    expect(counts).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('is 0 without answers', () => {
    expect(expectedCalibrationError(reliabilityBins([], []))).toBe(0);
  });
});
