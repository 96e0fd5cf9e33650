import type { RgbPixels } from './rgb-pixels.ts';

/** Where a square is cut from a larger picture: 0 (left, top) up to 1 (right, bottom), 1 itself excluded. */
export interface CutPlace {
  readonly x: number;
  readonly y: number;
}

/**
 * A square of `size` pixels from a picture that has them: size x size x 3 bytes. Every place of whole pixels is as
 * likely as any other where `place` is drawn evenly; null: the centre, rounded to the left and top.
 */
export function cutSquare(
  { data, width, height }: RgbPixels,
  size: number,
  place: CutPlace | null,
): Uint8Array {
  if (width === size && height === size) return data;
  const [across, down] = [width - size, height - size];
  const left = place ? Math.floor(place.x * (across + 1)) : across >> 1;
  const top = place ? Math.floor(place.y * (down + 1)) : down >> 1;
  const square = new Uint8Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    const start = ((top + row) * width + left) * 3;
    square.set(data.subarray(start, start + size * 3), row * size * 3);
  }
  return square;
}
