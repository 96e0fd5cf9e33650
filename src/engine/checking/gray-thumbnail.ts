import type { RgbPixels } from '../images/rgb-pixels.ts';
import { resizeBilinear } from '../images/resize-bilinear.ts';

/** Side of the grey pictures that photos are compared by, in pixels: enough to tell two photos of one scene apart. */
export const thumbnailSize = 64;

/** thumbnailSize x thumbnailSize grey levels of a square picture. Source of the weights: ITU-R BT.601. */
export function grayThumbnail(pixels: Uint8Array, size: number): Uint8Array {
  const photo: RgbPixels = { data: pixels, width: size, height: size };
  const { data } = resizeBilinear(photo, thumbnailSize, thumbnailSize);
  const gray = new Uint8Array(thumbnailSize * thumbnailSize);
  for (let index = 0; index < gray.length; index++) {
    const first = 3 * index;
    gray[index] = Math.round(0.299 * data[first]! + 0.587 * data[first + 1]! + 0.114 * data[first + 2]!);
  }
  return gray;
}

/** A square picture in half its size: each pixel is the mean of four. */
export function halved(picture: Float32Array, size: number): Float32Array {
  const side = size / 2;
  const half = new Float32Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const first = 2 * row * size + 2 * column;
      half[row * side + column] =
        (picture[first]! + picture[first + 1]! + picture[first + size]! + picture[first + size + 1]!) / 4;
    }
  return half;
}
