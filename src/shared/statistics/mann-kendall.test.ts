import { expect, it } from 'vitest';
import { mannKendall } from './mann-kendall.ts';

const rising = [0.61, 0.6, 0.64, 0.63, 0.66, 0.67, 0.67, 0.7, 0.69, 0.72];

it('gives the normal number of the test with ties', () => {
  // By numpy: S = 38, variance = (10 * 9 * 25 - 2 * 1 * 9) / 18 = 124.
  expect(mannKendall(rising)).toBeCloseTo(37 / Math.sqrt(124), 12);
  expect(mannKendall(rising.toReversed())).toBeCloseTo(-37 / Math.sqrt(124), 12);
});

it.each([[[]], [[1]], [[1, 2]], [[3, 3, 3, 3]]])('finds no trend in %j', (values) => {
  expect(mannKendall(values)).toBe(0);
});
