import type { AdviceOf } from '../advice.ts';
import type { RunFacts } from '../run-facts.ts';
import { indexOfLargest } from '../../statistics/index-of-largest.ts';

/** As usual: below it what is seen would be rare. */
const rare = 0.05;

/**
 * A mistake so sure that the probabilities promise less than one such in 20 tests: of the answers at least as sure as it,
 * each is wrong with 1 minus its probability. Where probabilities are calibrated, its label is the likelier fault. Without
 * calibration nothing is said: such a network is often sure and wrong.
 */
export function sureMistake({ measured, answers, classes }: RunFacts): readonly AdviceOf<'sure-mistake'>[] {
  const calibration = measured?.evaluation.calibration;
  if (!calibration || calibration.temperature === 1 || !answers) return [];
  const sure = answers.map(({ path, classIndex, probabilities }) => {
    const probability = Math.min(1, Math.max(...probabilities));
    return { path, classIndex, probability, answer: indexOfLargest(probabilities) };
  });
  const surest = sure
    .filter(({ classIndex, answer }) => answer !== classIndex)
    .reduce<(typeof sure)[number] | null>(
      (best, one) => (best && best.probability >= one.probability ? best : one),
      null,
    );
  if (!surest) return [];
  const { path, probability } = surest;
  const expected = sure
    .filter((one) => one.probability >= probability)
    .reduce((sum, one) => sum + 1 - one.probability, 0);
  if (expected >= rare) return [];
  return [
    {
      kind: 'sure-mistake',
      path,
      className: classes[surest.classIndex]!,
      answer: classes[surest.answer]!,
      probability,
      expected,
      action: { kind: 'look-at-photo', path },
    },
  ];
}
