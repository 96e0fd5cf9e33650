import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexOfLargest } from './index-of-largest.ts';

const numbers = fc.array(fc.float({ noNaN: true }), { minLength: 1 });

it('is where the largest value stands first, in any kind of list', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const found = indexOfLargest(values);
      expect(values.every((value) => value <= values[found]!)).toBe(true);
      expect(values.slice(0, found).every((value) => value < values[found]!)).toBe(true);
      expect(indexOfLargest(Float32Array.from(values))).toBe(found);
    }),
  );
});

it.each([
  [[0.5, 0.5], 0],
  [[0.2, 0.4, 0.4], 1],
  [[-Infinity], 0],
  [[-Infinity, -3], 1],
  [[], 0],
])('of %j is %i', (values, index) => {
  expect(indexOfLargest(values)).toBe(index);
});

it.each([
  [[NaN, 0.1, 0.9], 2],
  [[0.1, NaN, 0.05], 0],
  [[NaN, NaN], 0],
])('does not count what is not a number: %j is %i', (values, index) => {
  expect(indexOfLargest(values)).toBe(index);
});
