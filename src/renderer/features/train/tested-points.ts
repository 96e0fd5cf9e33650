import { wilsonInterval } from '../../../shared/statistics/wilson-interval.ts';

/** To either side, in points: from here on 9 right answers in 10 look like 8 in 10. */
const wide = 5;

/**
 * How near an accuracy is known by `count` test photos, in points to either side of the middle of its interval, where 9
 * answers in 10 are right.
 */
export function testedPoints(count: number): number {
  const { low, high } = wilsonInterval(Math.round(0.9 * count), count);
  return (100 * (high - low)) / 2;
}

/** Too few test photos to conclude much from; cross-validation is worth its time then. */
export function testsLittle(count: number): boolean {
  return count === 0 || testedPoints(count) > wide;
}
