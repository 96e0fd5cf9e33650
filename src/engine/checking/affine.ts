/**
 * Where the places of one square picture lie in another, both from -1 to 1: x' = a x + b y + c, y' = d x + e y + f, as
 * [a, b, c, d, e, f].
 */
export type Affine = readonly [number, number, number, number, number, number];

/** The larger picture shows at most this many times the area of the smaller one. */
export const mostArea = 2.2;

/** Whether the map keeps left and right, and areas within mostArea. */
export function isPlausible([a, b, , d, e]: Affine): boolean {
  const area = a * e - b * d;
  return area > 1 / mostArea && area < mostArea;
}

/** Where pixels of the second picture lie in the first: `count` numbers of pixels, and their places there in pixels. */
export interface Overlap {
  readonly count: number;
  readonly pixels: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export const noOverlap: Overlap = {
  count: 0,
  pixels: new Int32Array(0),
  x: new Float64Array(0),
  y: new Float64Array(0),
};

/** The pixels, row after row, of a square of `size` pixels a side that a map leads into one as large. */
export function overlapOf([a, b, c, d, e, f]: Affine, size: number): Overlap {
  const [pixels, x, y] = [
    new Int32Array(size * size),
    new Float64Array(size * size),
    new Float64Array(size * size),
  ];
  const last = size - 1;
  let count = 0;
  for (let row = 0; row < size; row++) {
    const v = (2 * row + 1) / size - 1;
    for (let column = 0; column < size; column++) {
      const u = (2 * column + 1) / size - 1;
      const left = ((a * u + b * v + c + 1) * size - 1) / 2;
      const top = ((d * u + e * v + f + 1) * size - 1) / 2;
      if (left >= 0 && top >= 0 && left <= last && top <= last) {
        pixels[count] = row * size + column;
        x[count] = left;
        y[count] = top;
        count += 1;
      }
    }
  }
  return { count, pixels, x, y };
}

/** A picture's value between the four pixels around a place, which lies inside it. */
export function sample(values: Float32Array, x: number, y: number, size: number): number {
  const left = Math.min(size - 2, Math.floor(x));
  const top = Math.min(size - 2, Math.floor(y));
  const shareX = x - left;
  const at = top * size + left;
  const above = values[at]! + shareX * (values[at + 1]! - values[at]!);
  const below = values[at + size]! + shareX * (values[at + size + 1]! - values[at + size]!);
  return above + (y - top) * (below - above);
}
