import type { EpochEvent } from '../../shared/job-events.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** The loss, where it is a number. Throws `loss-not-finite`: the training has diverged. */
export function finiteLoss(
  loss: number,
  { phase, epoch, learningRate }: Pick<EpochEvent, 'phase' | 'epoch' | 'learningRate'>,
): number {
  if (!Number.isFinite(loss)) throw new ThawError('loss-not-finite', { phase, epoch, learningRate });
  return loss;
}
