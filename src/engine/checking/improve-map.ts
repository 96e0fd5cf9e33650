import { sample, type Affine, type Overlap } from './affine.ts';
import type { Comparison } from './compare-pictures.ts';
import type { PyramidLevel } from './picture-pyramid.ts';
import { solveLinear } from './solve-linear.ts';

const unknowns = 6;
/** On the diagonal: keeps a step small where the pictures hardly tell a direction. */
const damping = 1.001;

/**
 * One step of Gauss and Newton towards the map at which the pictures differ least, with the grey levels' gain and bias
 * as they were found. null where the pictures do not tell where to.
 */
export function improveMap(
  first: PyramidLevel,
  second: PyramidLevel,
  map: Affine,
  comparison: Comparison,
): Affine | null {
  const { size } = first;
  const normal = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  const { places } = comparison;
  for (let at = 0; at < places.count;) {
    const row = Math.floor(places.pixels[at]! / size);
    let end = at + 1;
    while (end < places.count && places.pixels[end]! < (row + 1) * size) end += 1;
    addRow(normal, right, rowSums(first, second, comparison, places, at, end), (2 * row + 1) / size - 1);
    at = end;
  }
  for (let i = 0; i < unknowns; i++) {
    for (let j = 0; j < i; j++) normal[i * unknowns + j] = normal[j * unknowns + i]!;
    normal[i * unknowns + i]! *= damping;
  }
  const change = solveLinear(normal, right);
  if (!change) return null;
  const [a, b, c, d, e, f] = map;
  return [a + change[0]!, b + change[1]!, c + change[2]!, d + change[3]!, e + change[4]!, f + change[5]!];
}

/** Sums over the overlap's pixels of one row, u from -1 to 1 along it, r what is left to explain. */
interface RowSums {
  /** Of the slopes' products xx, xy and yy, each times 1, u and u squared. */
  readonly slopes: readonly [readonly number[], readonly number[], readonly number[]];
  /** Of r times slope x and r times slope y, each times 1 and u. */
  readonly residuals: readonly [readonly number[], readonly number[]];
}

/** In single variables: this loop is most of what comparing photos costs. */
function rowSums(
  { values, slopes, size }: PyramidLevel,
  second: PyramidLevel,
  { gain, bias }: Comparison,
  { pixels, x, y }: Overlap,
  start: number,
  end: number,
): RowSums {
  let [xx, xxU, xxUu, xy, xyU, xyUu, yy, yyU, yyUu] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [rx, rxU, ry, ryU] = [0, 0, 0, 0];
  // From pixels to places: half a side is 1.
  const scale = (gain * size) / 2;
  for (let at = start; at < end; at++) {
    const pixel = pixels[at]!;
    const [left, top] = [x[at]!, y[at]!];
    const r = second.values[pixel]! - gain * sample(values, left, top, size) - bias;
    const sx = scale * sample(slopes.x, left, top, size);
    const sy = scale * sample(slopes.y, left, top, size);
    const u = (2 * (pixel % size) + 1) / size - 1;
    const [sxU, syU] = [sx * u, sy * u];
    xx += sx * sx;
    xxU += sx * sxU;
    xxUu += sxU * sxU;
    xy += sx * sy;
    xyU += sx * syU;
    xyUu += sxU * syU;
    yy += sy * sy;
    yyU += sy * syU;
    yyUu += syU * syU;
    rx += r * sx;
    rxU += r * sxU;
    ry += r * sy;
    ryU += r * syU;
  }
  return {
    slopes: [
      [xx, xxU, xxUu],
      [xy, xyU, xyUu],
      [yy, yyU, yyUu],
    ],
    residuals: [
      [rx, rxU],
      [ry, ryU],
    ],
  };
}

/** What an unknown of the map is multiplied by: a slope (0: x, 1: y), and powers of u and v. */
const factors = [0, 1].flatMap((slope) => [
  { slope, u: 1, v: 0 },
  { slope, u: 0, v: 1 },
  { slope, u: 0, v: 0 },
]);

/** Adds a row's part to the normal equations' upper half. `v`: the row's place, -1 to 1. */
function addRow(normal: Float64Array, right: Float64Array, { slopes, residuals }: RowSums, v: number): void {
  factors.forEach((one, i) => {
    right[i]! += residuals[one.slope as 0 | 1][one.u]! * v ** one.v;
    for (let j = i; j < unknowns; j++) {
      const other = factors[j]!;
      normal[i * unknowns + j]! +=
        slopes[(one.slope + other.slope) as 0 | 1 | 2][one.u + other.u]! * v ** (one.v + other.v);
    }
  });
}
