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

/** Where a row of one picture lies in another: pixel k of it, from `start` to before `end`, at (x + k dx, y + k dy). */
export interface RowPlaces {
  readonly start: number;
  readonly end: number;
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** The pixels of a row of a square of `size` pixels a side that a map leads into one as large, all in one piece. */
export function placesOfRow([a, b, c, d, e, f]: Affine, row: number, size: number): RowPlaces {
  const [u, v] = [1 / size - 1, (2 * row + 1) / size - 1];
  const x = ((a * u + b * v + c + 1) * size - 1) / 2;
  const y = ((d * u + e * v + f + 1) * size - 1) / 2;
  let [start, end] = [0, size];
  while (start < end && !isInside(x + start * a, y + start * d, size)) start += 1;
  while (start < end && !isInside(x + (end - 1) * a, y + (end - 1) * d, size)) end -= 1;
  return { start, end, x, y, dx: a, dy: d };
}

function isInside(x: number, y: number, size: number): boolean {
  return x >= 0 && y >= 0 && x <= size - 1 && y <= size - 1;
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
