import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveLinear } from './solve-linear.ts';

it('solves what has one answer', () => {
  const n = 4;
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: n * n, maxLength: n * n }),
      fc.array(number, { minLength: n, maxLength: n }),
      (entries, wanted) => {
        // A heavy diagonal: never singular.
        const matrix = Float64Array.from(entries, (value, at) => (at % (n + 1) === 0 ? value + 25 : value));
        const right = Float64Array.from({ length: n }, (_, row) =>
          wanted.reduce((sum, x, column) => sum + matrix[row * n + column]! * x, 0),
        );
        const found = solveLinear(matrix, right)!;
        wanted.forEach((x, index) => {
          expect(found[index]).toBeCloseTo(x, 8);
        });
      },
    ),
  );
});

it('says so where the equations do not decide', () => {
  expect(solveLinear(new Float64Array([1, 2, 2, 4]), new Float64Array([1, 2]))).toBeNull();
});
