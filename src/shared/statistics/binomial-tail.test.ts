import { expect, it } from 'vitest';
import { binomialTail } from './binomial-tail.ts';

// scipy.stats.binom.sf(least - 1, count, probability)
it.each([
  [5, 10, 1 / 9, 0.00263339970127],
  [27, 30, 1 / 3, 1.66500614433e-10],
  [3, 3, 1 / 3, 0.037037037037],
  [40, 1000, 1 / 29, 0.190335920204],
])('%i or more of %i at %d', (least, count, probability, expected) => {
  expect(binomialTail(least, count, probability) / expected).toBeCloseTo(1, 9);
});

it('is certain of none or more', () => {
  expect(binomialTail(0, 0, 0.5)).toBe(1);
  expect(binomialTail(0, 20, 0.3)).toBeCloseTo(1, 12);
});
