import { assertNever } from '../../shared/assert-never.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { cutSquare } from './cut-square.ts';
import { resizeBilinear, type RgbPixels } from './resize-bilinear.ts';

/**
 * A photo of any shape as the square the network sees: size x size x 3 bytes, RGB.
 * stretch: each side by itself; crop: the centre square; pad: the whole photo, centred on black. Where photos are
 * stored larger than that, its centre.
 */
export function fitSquare(photo: RgbPixels, image: ImageConfig): Uint8Array {
  const side = storedSide(image);
  return cutSquare({ data: fitted(photo, side, image.fit), width: side, height: side }, image.size, null);
}

/** The square that a photo is kept as: `stored`, where that is larger than the network's. */
export function storedImage(image: ImageConfig): ImageConfig {
  return { size: storedSide(image), fit: image.fit };
}

/**
 * A photo at another scale, as large as it must be for a square of `size` to be cut from it. crop: the whole photo, its
 * shorter side `side`; stretch: both sides; pad: on black, the longer one.
 */
export function scaled(photo: RgbPixels, { size, fit }: ImageConfig, drawnSide: number): RgbPixels {
  const side = Math.max(size, drawnSide);
  if (fit !== 'crop') return { data: fitted(photo, side, fit), width: side, height: side };
  const shorter = Math.min(photo.width, photo.height);
  const other = (length: number): number => Math.max(side, Math.round((length * side) / shorter));
  return resizeBilinear(photo, other(photo.width), other(photo.height));
}

function storedSide({ size, stored = size }: ImageConfig): number {
  return Math.max(size, stored);
}

function fitted(photo: RgbPixels, side: number, fit: ImageConfig['fit']): Uint8Array {
  switch (fit) {
    case 'stretch':
      return resizeBilinear(photo, side, side).data;
    case 'crop':
      return resizeBilinear(centreSquare(photo), side, side).data;
    case 'pad':
      return padded(photo, side);
    default:
      return assertNever(fit);
  }
}

function centreSquare(photo: RgbPixels): RgbPixels {
  const side = Math.min(photo.width, photo.height);
  return { data: cutSquare(photo, side, null), width: side, height: side };
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
