import { expect, test } from 'vitest';
import { toRgb } from './to-rgb.ts';

const pixel = (data: number[], cmyk = false): number[] => [
  ...toRgb({ data: Uint8Array.from(data), width: 1, height: 1, channels: data.length, cmyk }).data,
];

test('CMYK is turned around by the plain formula', () => {
  expect(pixel([255, 0, 51, 102], true)).toEqual([0, 153, 122]);
  expect(pixel([0, 0, 0, 0], true)).toEqual([255, 255, 255]);
  expect(pixel([10, 200, 30, 255], true)).toEqual([0, 0, 0]);
});

test('alpha is laid on white, in colour and in grey', () => {
  expect(pixel([200, 100, 0, 128])).toEqual([227, 177, 127]);
  expect(pixel([9, 8, 7, 0])).toEqual([255, 255, 255]);
  expect(pixel([9, 8, 7, 255])).toEqual([9, 8, 7]);
  expect(pixel([100, 128])).toEqual([177, 177, 177]);
});

test('grey is repeated, and RGB is taken as it is', () => {
  expect(pixel([77])).toEqual([77, 77, 77]);
  expect(pixel([1, 2, 3])).toEqual([1, 2, 3]);
});
