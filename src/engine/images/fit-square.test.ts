import { expect, test } from 'vitest';
import { hashedPixels, quarters } from '../../../test/images/pictures.ts';
import { fitSquare } from './fit-square.ts';
import { resizeBilinear } from './resize-bilinear.ts';

const pixel = (square: Uint8Array, size: number, x: number, y: number): number[] => [
  ...square.subarray((y * size + x) * 3, (y * size + x) * 3 + 3),
];

test('stretch takes the whole photo to both sides', () => {
  const photo = hashedPixels(40, 25);
  expect(fitSquare(photo, { size: 16, fit: 'stretch' })).toEqual(resizeBilinear(photo, 16, 16).data);
});

test.each([
  [40, 20, 10, 0],
  [20, 41, 0, 10],
])('crop takes the centre square of %i x %i', (width, height, left, top) => {
  const photo = hashedPixels(width, height);
  const square = fitSquare(photo, { size: 20, fit: 'crop' });
  for (const [x, y] of [
    [0, 0],
    [19, 0],
    [7, 13],
    [19, 19],
  ] as const) {
    const place = ((top + y) * width + left + x) * 3;
    expect(pixel(square, 20, x, y)).toEqual([...photo.data.subarray(place, place + 3)]);
  }
});

test('pad keeps the whole photo, centred on black', () => {
  const square = fitSquare(quarters(80, 40), { size: 20, fit: 'pad' });
  expect(square.length).toBe(20 * 20 * 3);
  expect(pixel(square, 20, 3, 4)).toEqual([0, 0, 0]);
  expect(pixel(square, 20, 3, 15)).toEqual([0, 0, 0]);
  expect(pixel(square, 20, 0, 5)).toEqual([200, 30, 30]);
  expect(pixel(square, 20, 19, 14)).toEqual([220, 200, 40]);
});

test('pad keeps a line of one pixel for a photo of extreme shape', () => {
  const square = fitSquare(
    { data: new Uint8Array(3000 * 3).fill(90), width: 3000, height: 1 },
    { size: 16, fit: 'pad' },
  );
  expect(square.filter((value) => value === 90).length).toBe(16 * 3);
});
