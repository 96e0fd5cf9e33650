import { wilsonInterval } from '../../statistics/wilson-interval.ts';
import type { AdviceOf } from '../advice.ts';
import type { RunFacts } from '../run-facts.ts';

/**
 * The accuracy's interval reaches down to what always answering the most frequent class would score: nothing shows yet that
 * the model has learned anything. Some intervals that wide only come from few photos; the way on is then more of them.
 */
export function noBetterThanOneAnswer({
  measured,
  classes,
}: RunFacts): readonly AdviceOf<'no-better-than-one-answer'>[] {
  if (!measured || measured.evaluation.count === 0) return [];
  const { confusionMatrix, correct, count } = measured.evaluation;
  const supports = confusionMatrix.map((row) => row.reduce((sum, answers) => sum + answers, 0));
  const most = Math.max(...supports);
  if (most === count || wilsonInterval(correct, count).low > most / count) return [];
  const answered = classes.map((_, column) => confusionMatrix.some((row) => row[column]! > 0));
  const onlyAnswer = answered.filter(Boolean).length === 1 ? classes[answered.indexOf(true)]! : null;
  return [
    {
      kind: 'no-better-than-one-answer',
      score: { correct, count },
      className: classes[supports.indexOf(most)]!,
      always: { correct: most, count },
      onlyAnswer,
      action: correct > most ? { kind: 'cross-validate' } : { kind: 'check-labels' },
    },
  ];
}
