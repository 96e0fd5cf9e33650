import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ensembleWeights } from './ensemble-weights.ts';

const loss = (ofTruth: readonly (readonly number[])[], weights: readonly number[]): number =>
  -ofTruth[0]!.reduce(
    (sum, _, photo) =>
      sum + Math.log(weights.reduce((total, weight, model) => total + weight * ofTruth[model]![photo]!, 0)),
    0,
  );

it('is the best of a fine grid of two models', () => {
  const ofTruth = [
    [0.9, 0.8, 0.7, 0.2, 0.95],
    [0.6, 0.3, 0.9, 0.8, 0.5],
  ];
  const grid = Array.from({ length: 10_001 }, (_, step) => step / 10_000);
  const best = grid.reduce((one, other) =>
    loss(ofTruth, [other, 1 - other]) < loss(ofTruth, [one, 1 - one]) ? other : one,
  );
  expect(ensembleWeights(ofTruth)[0]).toBeCloseTo(best, 3);
});

it('gives all to a model that is better on every photo, and equal shares to nothing at all', () => {
  const [good, bad] = ensembleWeights([
    [0.9, 0.8, 0.99],
    [0.1, 0.2, 0.3],
  ]);
  expect(good).toBeGreaterThan(0.999);
  expect(bad).toBeGreaterThanOrEqual(0);
  expect(ensembleWeights([[], []])).toEqual([0.5, 0.5]);
});

it('lies on the simplex and meets the conditions of the best point, for any models', () => {
  const probability = fc.double({ min: 0.001, max: 1, noNaN: true });
  const photos = fc.array(probability, { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(photos, { minLength: 2, maxLength: 4 }), (ofTruth) => {
      const weights = ensembleWeights(ofTruth);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      weights.forEach((weight) => {
        expect(weight).toBeGreaterThanOrEqual(0);
      });
      // Karush, Kuhn and Tucker: no model gains by a larger share.
      ofTruth.forEach((own) => {
        const gain = own.reduce(
          (sum, value, photo) =>
            sum +
            value / weights.reduce((total, weight, model) => total + weight * ofTruth[model]![photo]!, 0),
          0,
        );
        expect(gain / 12).toBeLessThan(1.001);
      });
    }),
    { numRuns: 50 },
  );
});
