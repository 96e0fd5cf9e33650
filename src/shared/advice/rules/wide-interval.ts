import { photosForWidth } from '../../statistics/photos-for-width.ts';
import { wilsonInterval } from '../../statistics/wilson-interval.ts';
import type { AdviceOf } from '../advice.ts';
import { countPhotos, type RunFacts } from '../run-facts.ts';

/** To either side, in shares: from here on a model that is right 9 times in 10 looks like one that is right 8 times. */
const wide = 0.05;
/** Near enough to tell apart what a person would choose between. */
const wanted = 0.02;

/** Too few test photos to conclude anything from the accuracy. */
export function wideInterval(facts: RunFacts): readonly AdviceOf<'wide-interval'>[] {
  const { measured } = facts;
  if (measured?.part !== 'test' || measured.evaluation.count === 0) return [];
  const { correct, count } = measured.evaluation;
  const { low, high } = wilsonInterval(correct, count);
  if ((high - low) / 2 <= wide) return [];
  return [
    {
      kind: 'wide-interval',
      score: { correct, count },
      needed: photosForWidth(correct, count, wanted),
      photos: countPhotos(facts, ['train', 'validation', 'test']),
      action: { kind: 'cross-validate' },
    },
  ];
}
