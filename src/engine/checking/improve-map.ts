import { placesOfRow, type Affine } from './affine.ts';
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
  const sums = new Float64Array(powersOfV * kinds);
  const ofRow = new Float64Array(kinds);
  for (let row = 0; row < size; row++) {
    sumRow(first, second, map, comparison, row, ofRow);
    const v = (2 * row + 1) / size - 1;
    for (let kind = 0; kind < kinds; kind++) {
      sums[kind]! += ofRow[kind]!;
      sums[kinds + kind]! += ofRow[kind]! * v;
      sums[2 * kinds + kind]! += ofRow[kind]! * v * v;
    }
  }
  const { normal, right } = equationsOf(sums);
  const change = solveLinear(normal, right);
  if (!change) return null;
  const [a, b, c, d, e, f] = map;
  return [a + change[0]!, b + change[1]!, c + change[2]!, d + change[3]!, e + change[4]!, f + change[5]!];
}

/**
 * What is summed, u from -1 to 1 along a row, r what is left to explain: the slopes' products xx, xy and yy, each times
 * 1, u and u squared; then r times slope x and r times slope y, each times 1 and u.
 */
const kinds = 13;
const residuals = 9;
/** Each of them times 1, v and v squared; v: the row's place, -1 to 1. */
const powersOfV = 3;

/** In single variables: this loop is most of what comparing photos costs. */
function sumRow(
  { values, slopes, size }: PyramidLevel,
  second: PyramidLevel,
  map: Affine,
  { gain, bias }: Comparison,
  row: number,
  sums: Float64Array,
): void {
  let [xx, xxU, xxUu, xy, xyU, xyUu, yy, yyU, yyUu] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [rx, rxU, ry, ryU] = [0, 0, 0, 0];
  // From pixels to places: half a side is 1.
  const scale = (gain * size) / 2;
  const { x: slopeX, y: slopeY } = slopes;
  const { start, end, x, y, dx, dy } = placesOfRow(map, row, size);
  for (let column = start; column < end; column++) {
    // As `sample` does, for three pictures at one place.
    const left = x + column * dx;
    const top = y + column * dy;
    const pixelX = Math.min(size - 2, Math.floor(left));
    const pixelY = Math.min(size - 2, Math.floor(top));
    const shareX = left - pixelX;
    const shareY = top - pixelY;
    const at = pixelY * size + pixelX;
    const d = shareX * shareY;
    const a = 1 - shareX - shareY + d;
    const b = shareX - d;
    const c = shareY - d;
    const grey = a * values[at]! + b * values[at + 1]! + c * values[at + size]! + d * values[at + size + 1]!;
    const r = second.values[row * size + column]! - gain * grey - bias;
    const sx =
      scale * (a * slopeX[at]! + b * slopeX[at + 1]! + c * slopeX[at + size]! + d * slopeX[at + size + 1]!);
    const sy =
      scale * (a * slopeY[at]! + b * slopeY[at + 1]! + c * slopeY[at + size]! + d * slopeY[at + size + 1]!);
    const u = (2 * column + 1) / size - 1;
    const sxU = sx * u;
    const syU = sy * u;
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
  sums.set([xx, xxU, xxUu, xy, xyU, xyUu, yy, yyU, yyUu, rx, rxU, ry, ryU]);
}

/** What an unknown of the map is multiplied by: a slope (0: x, 1: y), and powers of u and v. */
const factors = [0, 1].flatMap((slope) => [
  { slope, u: 1, v: 0 },
  { slope, u: 0, v: 1 },
  { slope, u: 0, v: 0 },
]);

/** The normal equations of least squares. */
function equationsOf(sums: Float64Array): { readonly normal: Float64Array; readonly right: Float64Array } {
  const right = Float64Array.from(factors, ({ slope, u, v }) => sums[v * kinds + residuals + 2 * slope + u]!);
  const normal = Float64Array.from({ length: unknowns * unknowns }, (_, at) => {
    const [one, other] = [factors[Math.floor(at / unknowns)]!, factors[at % unknowns]!];
    const sum = sums[(one.v + other.v) * kinds + 3 * (one.slope + other.slope) + one.u + other.u]!;
    return one === other ? damping * sum : sum;
  });
  return { normal, right };
}
