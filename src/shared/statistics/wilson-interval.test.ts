import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

describe('wilsonInterval', () => {
  // Values of R: prop.test(x, n, correct = FALSE)$conf.int
  it.each([
    [968, 1000, 0.95519, 0.97724],
    [5, 10, 0.23659, 0.76341],
    [81, 263, 0.25527, 0.36622],
  ])('%i of %i', (correct, count, low, high) => {
    const interval = wilsonInterval(correct, count);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('stays within 0 and 1 at the ends and is not a point', () => {
    expect(wilsonInterval(50, 50)).toEqual({ low: expect.closeTo(0.92866, 4), high: 1 });
    expect(wilsonInterval(0, 50)).toEqual({ low: 0, high: expect.closeTo(0.07135, 4) });
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('refuses what is not a share', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(0.5, 2)).toThrow(RangeError);
  });
});
