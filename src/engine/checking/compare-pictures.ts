import { isPlausible, mostArea, overlapOf, sample, type Affine, type Overlap, noOverlap } from './affine.ts';
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
  readonly places: Overlap;
}

export const notAlike: Comparison = { correlation: -1, overlap: 0, gain: 0, bias: 0, places: noOverlap };

/** Grey levels must vary by more than this, as a standard deviation: pictures of one colour are like all others. */
const leastDeviation = 2;

/** Lays the second picture on the first. `notAlike` where they hardly overlap or have nothing to compare. */
export function comparePictures(first: PyramidLevel, second: PyramidLevel, map: Affine): Comparison {
  if (!isPlausible(map)) return notAlike;
  const { size } = first;
  const places = overlapOf(map, size);
  const { count, pixels } = places;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const a = sample(first.values, places.x[at]!, places.y[at]!, size);
    const b = second.values[pixels[at]!]!;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
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
    places,
  };
}
