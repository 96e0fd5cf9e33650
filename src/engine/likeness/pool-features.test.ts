import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { poolFeatures } from './pool-features.ts';

it('is the mean over places, of length 1', () => {
  // Two photos of two places and two channels: means (2, 1.5) and (0, 2).
  const pooled = poolFeatures([1, 0, 3, 3, 0, 4, 0, 0], 2, 2);
  expect([...pooled].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([0.8, 0.6, 0, 1]);
});

it('has length 1 or is all zeros, and is never no number', () => {
  const output = fc.array(fc.float({ min: 0, max: 1e4, noNaN: true }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(output, (values) => {
      const length = Math.hypot(...poolFeatures(values, 1, 3));
      expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
    }),
  );
});
