import type { Score } from '../app/score.ts';
import { logChoose, logFactorials } from './log-choose.ts';

/**
 * How likely the first of two shares is as low as it is, or lower, where both are of one kind: Fisher's exact test,
 * one-sided. Source: R. A. Fisher, "The logic of inductive inference", J. R. Stat. Soc. 98 (1935), 39-82.
 */
export function fisherLess(first: Score, second: Score): number {
  const count = first.count + second.count;
  const correct = first.correct + second.correct;
  const table = logFactorials(count);
  const all = logChoose(table, count, first.count);
  let tail = 0;
  for (let own = Math.max(0, correct - second.count); own <= first.correct; own++)
    tail += Math.exp(
      logChoose(table, correct, own) + logChoose(table, count - correct, first.count - own) - all,
    );
  return Math.min(1, tail);
}
