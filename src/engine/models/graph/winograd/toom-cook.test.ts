import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../shared/random.ts';
import { alongBothAxes, toomCook, type Matrix } from './toom-cook.ts';

const applied = (matrix: Matrix, values: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * values[index]!, 0));

describe('toomCook', () => {
  it.each([
    [2, 3],
    [3, 3],
    [4, 3],
    [3, 2],
    [3, 4],
    [1, 3],
  ])('gives %d inner products with %d elements by as many multiplications as a tile has', (outputs, taps) => {
    const { size, input, kernel, output } = toomCook(outputs, taps);
    expect(size).toBe(outputs + taps - 1);
    const draws = randomStream(1, 'toom-cook', outputs, taps);
    const values = Array.from({ length: size }, () => draws.between(-1, 1));
    const elements = Array.from({ length: taps }, () => draws.between(-1, 1));
    const transformed = applied(kernel, elements);
    const products = applied(input, values).map((value, index) => value * transformed[index]!);
    applied(output, products).forEach((found, place) => {
      const expected = elements.reduce((sum, element, index) => sum + element * values[place + index]!, 0);
      expect(found).toBeCloseTo(expected, 12);
    });
  });

  it('transforms tiles of one size alike, whatever the kernel', () => {
    expect(toomCook(3, 4).input).toEqual(toomCook(4, 3).input);
  });
});

describe('alongBothAxes', () => {
  it('does to the columns and to the rows of a square what the matrix does to a line', () => {
    const matrix = [
      [1, 2],
      [3, 5],
      [-1, 4],
    ];
    const square = [7, -2, 0, 3];
    const rows = [square.slice(0, 2), square.slice(2)].map((row) => applied(matrix, row));
    const columns = [0, 1, 2].map((column) => applied(matrix, [rows[0]![column]!, rows[1]![column]!]));
    const expected = [0, 1, 2].flatMap((row) => columns.map((column) => column[row]!));
    expect(applied(alongBothAxes(matrix), square)).toEqual(expected);
  });
});
