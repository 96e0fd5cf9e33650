import type { Score } from '../../../shared/app/project-view.ts';
import { wilsonInterval } from '../../../shared/wilson-interval.ts';

/** What two scores' intervals allow to say. */
export type Verdict = 'higher' | 'lower' | 'unclear' | 'other-photos' | 'not-measured';

/**
 * Compares by the 95 % intervals alone: only intervals that do not touch make a difference. Scores on other test
 * photos are not compared.
 */
export function compareScores(a: Score | null, b: Score | null, samePhotos: boolean): Verdict {
  if (!a || !b) return 'not-measured';
  if (!samePhotos) return 'other-photos';
  const left = wilsonInterval(a.correct, a.count);
  const right = wilsonInterval(b.correct, b.count);
  if (left.low > right.high) return 'higher';
  return left.high < right.low ? 'lower' : 'unclear';
}
