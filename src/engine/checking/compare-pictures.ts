import { isPlausible, mostArea, placesOfRow, sample, type Affine } from './affine.ts';
import type { PyramidLevel } from './picture-pyramid.ts';

/** How alike two pictures are where one lies on the other. */
export interface Alignment {
  /** Of their grey levels, -1 to 1. */
  readonly correlation: number;
  /** Share of the second picture that lies in the first. */
  readonly overlap: number;
}

/** Alignment with what turns the first picture's grey levels into the second's, by least squares. */
export interface Comparison extends Alignment {
  readonly gain: number;
  readonly bias: number;
}

export const notAlike: Comparison = { correlation: -1, overlap: 0, gain: 0, bias: 0 };

/** Grey levels must vary by more than this, as a standard deviation: pictures of one colour are like all others. */
const leastDeviation = 2;

/** Lays the second picture on the first. `notAlike` where they hardly overlap or have nothing to compare. */
export function comparePictures(first: PyramidLevel, second: PyramidLevel, map: Affine): Comparison {
  if (!isPlausible(map)) return notAlike;
  const { size } = first;
  const [values, others] = [first.values, second.values];
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < size; row++) {
    const { start, end, x, y, dx, dy } = placesOfRow(map, row, size);
    count += end - start;
    for (let column = start; column < end; column++) {
      const a = sample(values, x + column * dx, y + column * dy, size);
      const b = others[row * size + column]!;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const overlap = count / (size * size);
  if (overlap < 1 / mostArea) return notAlike;
  const varianceA = sumAA / count - (sumA / count) ** 2;
  const varianceB = sumBB / count - (sumB / count) ** 2;
  if (Math.min(varianceA, varianceB) < leastDeviation ** 2) return notAlike;
  const covariance = sumAB / count - (sumA / count) * (sumB / count);
  const gain = covariance / varianceA;
  return {
    correlation: covariance / Math.sqrt(varianceA * varianceB),
    overlap,
    gain,
    bias: (sumB - gain * sumA) / count,
  };
}
