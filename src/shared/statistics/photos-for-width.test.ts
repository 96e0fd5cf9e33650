import fc from 'fast-check';
import { expect, it } from 'vitest';
import { photosForWidth } from './photos-for-width.ts';
import { wilsonInterval } from './wilson-interval.ts';

it.each([
  [193, 200],
  [7, 7],
  [5, 10],
  [950, 1000],
])('gives an interval of the wanted width (%i of %i)', (correct, count) => {
  const { low, high } = wilsonInterval(correct, count);
  const enough = photosForWidth(correct, count, 0.02);
  const then = wilsonInterval(Math.round(((low + high) / 2) * enough), enough);
  expect((then.high - then.low) / 2).toBeLessThanOrEqual(0.0202);
  const tooFew = Math.round(enough * 0.8);
  const before = wilsonInterval(Math.round(((low + high) / 2) * tooFew), tooFew);
  expect((before.high - before.low) / 2).toBeGreaterThan(0.02);
});

it('knows the textbook number for a share of one half', () => {
  // Cochran: 1.96 ** 2 * 0.25 / 0.02 ** 2 = 2,401, less z ** 2 for Wilson's interval.
  expect(photosForWidth(50, 100, 0.02)).toBe(2400);
});

it('is a whole number above 0 whatever was seen', () => {
  fc.assert(
    fc.property(
      fc.nat(5000),
      fc.nat(5000),
      fc.double({ min: 0.005, max: 0.5, noNaN: true }),
      (a, b, reach) => {
        const photos = photosForWidth(Math.min(a, b), Math.max(a, b), reach);
        expect(Number.isInteger(photos) && photos > 0).toBe(true);
      },
    ),
  );
});
