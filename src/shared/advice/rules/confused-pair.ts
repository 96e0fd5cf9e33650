import { binomialTail } from '../../statistics/binomial-tail.ts';
import type { AdviceOf } from '../advice.ts';
import type { RunFacts } from '../run-facts.ts';

/** Of many pairs the two that cost most: who looks at those knows where to look next. */
const shown = 2;

/** As usual: below it what is seen would be rare. */
const rare = 0.05;

/**
 * Pairs of classes that are taken for each other more often than mistakes spread evenly over the classes would be: of the
 * two classes' mistakes so many stay within the pair that 1 / (classes - 1) of them would hardly do it, so rarely that all
 * pairs together name one by chance in at most 1 of 20 models (Bonferroni). The binomial tail is exact: a pair has few
 * mistakes, where intervals speak too often. With two classes there is but one pair.
 */
export function confusedPairs({ measured, classes }: RunFacts): readonly AdviceOf<'confused-pair'>[] {
  if (!measured || classes.length < 3) return [];
  const matrix = measured.evaluation.confusionMatrix;
  const supports = matrix.map((row) => row.reduce((sum, answers) => sum + answers, 0));
  const mistakesOf = (index: number): number => supports[index]! - matrix[index]![index]!;
  const pairs = (classes.length * (classes.length - 1)) / 2;
  const found: AdviceOf<'confused-pair'>[] = [];
  for (let one = 1; one < classes.length; one++)
    for (let other = 0; other < one; other++) {
      const [first, second] =
        matrix[one]![other]! > matrix[other]![one]! ? ([one, other] as const) : ([other, one] as const);
      const [mistakes, reverse] = [matrix[first]![second]!, matrix[second]![first]!];
      const allMistakes = mistakesOf(first) + mistakesOf(second);
      if (binomialTail(mistakes + reverse, allMistakes, 1 / (classes.length - 1)) * pairs >= rare) continue;
      found.push({
        kind: 'confused-pair',
        className: classes[first]!,
        answer: classes[second]!,
        mistakes,
        reverse,
        photos: supports[first]! + supports[second]!,
        allMistakes,
        action: { kind: 'look-at-mistakes', className: classes[first]!, answer: classes[second]! },
      });
    }
  return found.sort((a, b) => b.mistakes + b.reverse - (a.mistakes + a.reverse)).slice(0, shown);
}
