import { expect, it } from 'vitest';
import { toKerasOrder, toOnnxOrder, toOnnxShape } from './kernel-order.ts';

const shape = [2, 3, 4, 5];
const values = Float32Array.from({ length: 2 * 3 * 4 * 5 }, (_, index) => index);

it('puts out and in before height and width', () => {
  expect(toOnnxShape(shape)).toEqual([5, 4, 2, 3]);
  const [height, width, input, output] = [1, 2, 3, 4];
  const place = ((height * 3 + width) * 4 + input) * 5 + output;
  expect(toOnnxOrder(values, shape)[((output * 4 + input) * 2 + height) * 3 + width]).toBe(place);
});

it('comes back the same', () => {
  expect(toKerasOrder(toOnnxOrder(values, shape), shape)).toEqual(values);
});
