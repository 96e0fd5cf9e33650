import { sample, visitOverlap, type Affine } from './affine.ts';
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
  { gain, bias }: Comparison,
): Affine | null {
  const { size } = first;
  const normal = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  const slopes = new Float64Array(unknowns);
  visitOverlap(map, size, (pixel, x, y) => {
    const residual = second.values[pixel]! - gain * sample(first.values, x, y, size) - bias;
    // From pixels to places: half a side is 1.
    const slopeX = (gain * sample(first.slopeX, x, y, size) * size) / 2;
    const slopeY = (gain * sample(first.slopeY, x, y, size) * size) / 2;
    const u = (2 * (pixel % size) + 1) / size - 1;
    const v = (2 * Math.floor(pixel / size) + 1) / size - 1;
    slopes[0] = slopeX * u;
    slopes[1] = slopeX * v;
    slopes[2] = slopeX;
    slopes[3] = slopeY * u;
    slopes[4] = slopeY * v;
    slopes[5] = slopeY;
    for (let i = 0; i < unknowns; i++) {
      right[i]! += slopes[i]! * residual;
      for (let j = i; j < unknowns; j++) normal[i * unknowns + j]! += slopes[i]! * slopes[j]!;
    }
  });
  for (let i = 0; i < unknowns; i++) {
    for (let j = 0; j < i; j++) normal[i * unknowns + j] = normal[j * unknowns + i]!;
    normal[i * unknowns + i]! *= damping;
  }
  const change = solveLinear(normal, right);
  if (!change) return null;
  const [a, b, c, d, e, f] = map;
  return [a + change[0]!, b + change[1]!, c + change[2]!, d + change[3]!, e + change[4]!, f + change[5]!];
}
