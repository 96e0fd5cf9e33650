import { wilsonInterval } from '../../statistics/wilson-interval.ts';
import type { AdviceOf } from '../advice.ts';
import { countPhotos, type RunFacts } from '../run-facts.ts';

/** In shares: nearer than this, nobody who acts on a probability is misled. */
const far = 0.02;
/** With fewer photos the distance is mostly chance, as the calibration's own sentence has it. */
const fewest = 50;

/**
 * The answers' mean probability lies outside the interval of how often they are right. The temperature that should prevent it
 * is fitted on the validation photos: more of them make a better one.
 */
export function misjudgedCertainty(facts: RunFacts): readonly AdviceOf<'misjudged-certainty'>[] {
  const { measured } = facts;
  const calibration = measured?.evaluation.calibration;
  if (!measured || !calibration || measured.evaluation.count < fewest) return [];
  const calibrated = calibration.temperature !== 1;
  // Photos to calibrate by were there, and nothing was fitted: an older version trained it.
  if (!calibrated && countPhotos(facts, ['validation']) > 0) return [];
  const { correct, count } = measured.evaluation;
  const says = calibration.bins.reduce((sum, bin) => sum + bin.count * (bin.confidence ?? 0), 0) / count;
  const { low, high } = wilsonInterval(correct, count);
  if ((says >= low && says <= high) || Math.abs(says - correct / count) < far) return [];
  return [
    {
      kind: 'misjudged-certainty',
      calibrated,
      says: Math.min(1, says),
      score: { correct, count },
      action: { kind: 'more-validation-photos' },
    },
  ];
}
