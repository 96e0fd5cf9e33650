import { expect, it } from 'vitest';
import { balancedWeights } from './class-weights.ts';

it('weighs classes so that each counts the same, and not at all where they are even', () => {
  expect(balancedWeights([30, 10])).toEqual([40 / 60, 2]);
  const weights = balancedWeights([5, 3, 2])!;
  for (const [index, count] of [5, 3, 2].entries()) expect(count * weights[index]!).toBeCloseTo(10 / 3, 10);
  expect(balancedWeights([7, 7, 7])).toBeNull();
  expect(balancedWeights([4, 0])).toEqual([0.5, 1]);
});
