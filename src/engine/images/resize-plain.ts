import { filterBank, precisionBits } from './filter-bank.ts';
import type { RgbPixels } from './rgb-pixels.ts';

/** The two passes in plain loops: what the kernel is measured against, and what works everywhere, at any size. */

const half = 1 << (precisionBits - 1);

/** A sum of weighted values as 8 bits. The weights are positive, so only the upper end can be left. */
function rounded(sum: number): number {
  const value = sum >> precisionBits;
  return value > 255 ? 255 : value;
}

/** Brings each row to `width` pixels. */
export function resizeRows(photo: RgbPixels, width: number): RgbPixels {
  if (width === photo.width) return photo;
  const { starts, lengths, weights, stride } = filterBank(photo.width, width);
  const source = photo.data;
  const result = new Uint8Array(width * photo.height * 3);
  let target = 0;
  for (let row = 0; row < photo.height; row++) {
    const rowStart = row * photo.width * 3;
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [half, half, half];
      let place = rowStart + starts[column]! * 3;
      const first = column * stride;
      const last = first + lengths[column]!;
      for (let tap = first; tap < last; tap++, place += 3) {
        const weight = weights[tap]!;
        red = (red + Math.imul(source[place]!, weight)) | 0;
        green = (green + Math.imul(source[place + 1]!, weight)) | 0;
        blue = (blue + Math.imul(source[place + 2]!, weight)) | 0;
      }
      result[target] = rounded(red);
      result[target + 1] = rounded(green);
      result[target + 2] = rounded(blue);
      target += 3;
    }
  }
  return { data: result, width, height: photo.height };
}

/** Brings each column to `height` pixels. Whole rows are added up, which walks through memory in order. */
export function resizeColumns(photo: RgbPixels, height: number): RgbPixels {
  if (height === photo.height) return photo;
  const { starts, lengths, weights, stride } = filterBank(photo.height, height);
  const source = photo.data;
  const rowLength = photo.width * 3;
  const result = new Uint8Array(rowLength * height);
  const sums = new Int32Array(rowLength);
  for (let row = 0; row < height; row++) {
    sums.fill(half);
    for (let tap = 0; tap < lengths[row]!; tap++) {
      const weight = weights[row * stride + tap]!;
      let place = (starts[row]! + tap) * rowLength;
      for (let value = 0; value < rowLength; value++, place++) {
        sums[value] = (sums[value]! + Math.imul(source[place]!, weight)) | 0;
      }
    }
    const target = row * rowLength;
    for (let value = 0; value < rowLength; value++) result[target + value] = rounded(sums[value]!);
  }
  return { data: result, width: photo.width, height };
}
