import { assertNever } from '../../shared/assert-never.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { resizeBilinear, type RgbPixels } from './resize-bilinear.ts';

/**
 * A photo of any shape as the square the network sees: size x size x 3 bytes, RGB.
 * stretch: each side by itself; crop: the centre square; pad: the whole photo, centred on black.
 */
export function fitSquare(photo: RgbPixels, { size, fit }: ImageConfig): Uint8Array {
  switch (fit) {
    case 'stretch':
      return resizeBilinear(photo, size, size).data;
    case 'crop':
      return resizeBilinear(centreSquare(photo), size, size).data;
    case 'pad':
      return padded(photo, size);
    default:
      return assertNever(fit);
  }
}

function centreSquare(photo: RgbPixels): RgbPixels {
  const side = Math.min(photo.width, photo.height);
  if (side === photo.width && side === photo.height) return photo;
  const left = (photo.width - side) >> 1;
  const top = (photo.height - side) >> 1;
  const data = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    const start = ((top + row) * photo.width + left) * 3;
    data.set(photo.data.subarray(start, start + side * 3), row * side * 3);
  }
  return { data, width: side, height: side };
}

function padded(photo: RgbPixels, size: number): Uint8Array {
  const longer = Math.max(photo.width, photo.height);
  const width = Math.max(1, Math.round((photo.width * size) / longer));
  const height = Math.max(1, Math.round((photo.height * size) / longer));
  const small = resizeBilinear(photo, width, height);
  const left = (size - width) >> 1;
  const top = (size - height) >> 1;
  const square = new Uint8Array(size * size * 3);
  for (let row = 0; row < height; row++) {
    const line = small.data.subarray(row * width * 3, (row + 1) * width * 3);
    square.set(line, ((top + row) * size + left) * 3);
  }
  return square;
}
