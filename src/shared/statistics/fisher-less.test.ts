import { expect, it } from 'vitest';
import { fisherLess } from './fisher-less.ts';

// scipy.stats.fisher_exact([[a, n - a], [b, m - b]], alternative='less')
it.each([
  [30, 50, 50, 50, 8.79303628552e-8],
  [3, 5, 5, 5, 0.222222222222],
  [40, 50, 405, 450, 0.0350532436749],
  [700, 1000, 1800, 2000, 2.40305852711e-41],
])('%i of %i against %i of %i', (correct, count, otherCorrect, otherCount, expected) => {
  const found = fisherLess({ correct, count }, { correct: otherCorrect, count: otherCount });
  expect(found / expected).toBeCloseTo(1, 8);
});

it('finds nothing where there is nothing to compare with', () => {
  expect(fisherLess({ correct: 2, count: 4 }, { correct: 0, count: 0 })).toBe(1);
});
