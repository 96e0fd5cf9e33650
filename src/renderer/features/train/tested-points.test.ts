import { expect, it } from 'vitest';
import { testedPoints, testsLittle } from './tested-points.ts';

it('is half of the Wilson interval of 9 in 10', () => {
  // statsmodels 0.14, proportion_confint(90, 100, method="wilson"): 0.82563 to 0.94477.
  expect(testedPoints(100)).toBeCloseTo((94.477 - 82.563) / 2, 2);
  // proportion_confint(900, 1000, method="wilson"): 0.87985 to 0.91709.
  expect(testedPoints(1000)).toBeCloseTo((91.709 - 87.985) / 2, 2);
});

it('calls few photos few', () => {
  expect([0, 1, 60, 100].map(testsLittle)).toEqual([true, true, true, true]);
  expect([150, 1000].map(testsLittle)).toEqual([false, false]);
});
