import type { Score } from '../app/score.ts';
import { wilsonInterval, type Interval } from './wilson-interval.ts';

/** Of two shares, first minus second: -1 to 1. */
export interface DifferenceInterval extends Interval {
  readonly difference: number;
}

/**
 * The 95 % interval of the difference of two independent shares, each of at least one photo. Source: R. G. Newcombe,
 * "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), method 10.
 */
export function newcombeInterval(first: Score, second: Score): DifferenceInterval {
  const [a, b] = [first.correct / first.count, second.correct / second.count];
  const ofA = wilsonInterval(first.correct, first.count);
  const ofB = wilsonInterval(second.correct, second.count);
  const difference = a - b;
  return {
    difference,
    low: difference - Math.hypot(a - ofA.low, ofB.high - b),
    high: difference + Math.hypot(ofA.high - a, b - ofB.low),
  };
}
