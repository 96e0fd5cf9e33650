import type { Evaluation } from '../../../shared/run-files.ts';
import { formatShare, intervalPercent } from '../../../shared/messages/format-numbers.ts';
import { majorityBaseline } from './class-scores.ts';
import type { ResultsWords } from './words/en.ts';

/** Below this many photos the sentence begins with their number. */
const few = 100;

/**
 * What is said of a score: how many were right, what to expect of new photos, and what looking at nothing would
 * score. Validation makes no promise about new photos: the best epoch was chosen by it.
 */
export function scoreSentences(
  evaluation: Pick<Evaluation, 'correct' | 'count' | 'perClass'>,
  part: 'test' | 'validation',
  words: ResultsWords,
): { readonly right: string; readonly rest: string } {
  const { correct, count } = evaluation;
  const baseline = majorityBaseline(evaluation);
  const always = baseline ? words.always(baseline.className, formatShare(baseline.count / count, count)) : '';
  if (part === 'validation') return { right: words.rightOnValidation(correct, count), rest: always };
  const { low, high } = intervalPercent(correct, count);
  const expect = words.expect(low, high);
  const said = count < few ? words.onlyFew(count, expect) : expect;
  return { right: words.right(correct, count), rest: `${said}${words.betweenSentences}${always}`.trim() };
}
