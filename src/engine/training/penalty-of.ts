import type { LossConfig, PhaseConfig } from '../../shared/recipe.ts';
import type { PenaltyConfig } from './training-step.ts';

/** What is lowered, over how many training photos. */
export interface Objective {
  readonly loss: LossConfig;
  readonly numPhotos: number;
}

/**
 * The penalty beside the mean loss of a batch. A support vector machine lowers |w|^2 / 2 + C times the sum of the losses
 * of n photos; divided by C n that is the mean loss, and |w|^2 times 1 / (2 C n), which comes to the phase's own.
 */
export function penaltyOf(
  { l2, l2Biases }: Pick<PhaseConfig, 'l2' | 'l2Biases'>,
  { loss, numPhotos }: Objective,
): PenaltyConfig {
  return { l2: loss.kind === 'cross-entropy' ? l2 : l2 + 1 / (2 * loss.c * numPhotos), l2Biases };
}
