import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { principalAxes } from './principal-axes.ts';

const element = fc.double({ min: -2, max: 2, noNaN: true });

it('gives A v = value v, orthonormal, the largest value first, for any covariance', () => {
  fc.assert(
    fc.property(fc.array(element, { minLength: 9, maxLength: 9 }), (m) => {
      // M M' is a covariance.
      const at = (r: number, c: number): number =>
        [0, 1, 2].reduce((sum, k) => sum + m[r * 3 + k]! * m[c * 3 + k]!, 0);
      const { values, vectors } = principalAxes([at(0, 0), at(0, 1), at(0, 2), at(1, 1), at(1, 2), at(2, 2)]);
      expect(values).toEqual([...values].sort((one, other) => other - one));
      vectors.forEach((vector, axis) => {
        for (let row = 0; row < 3; row++) {
          const product = [0, 1, 2].reduce((sum, column) => sum + at(row, column) * vector[column]!, 0);
          expect(Math.abs(product - values[axis]! * vector[row]!)).toBeLessThan(1e-9);
        }
        vectors.forEach((other, place) => {
          const dot = vector.reduce((sum, value, row) => sum + value * other[row]!, 0);
          expect(dot).toBeCloseTo(place === axis ? 1 : 0, 9);
        });
      });
    }),
  );
});

it('has the signs turned so that the largest component is positive', () => {
  const { values, vectors } = principalAxes([2, 1, 0, 2, 0, 1]);
  expect(values.map((value) => Number(value.toFixed(12)))).toEqual([3, 1, 1]);
  vectors.forEach((vector) => {
    expect(Math.max(...vector)).toBeCloseTo(Math.max(...vector.map(Math.abs)), 12);
  });
});
