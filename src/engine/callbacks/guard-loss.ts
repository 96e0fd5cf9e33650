import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { TrainingCallback } from './callback.ts';

/** Ends the training where a loss is no number any more, before such an epoch is saved. Throws `loss-not-finite`. */
export function guardLoss(): TrainingCallback {
  return {
    onBatchEnd({ loss, phase, epoch, learningRate }) {
      if (loss !== null && !Number.isFinite(loss))
        throw new ThawError('loss-not-finite', { phase: phase.name, epoch, learningRate });
    },
    onEpochEnd({ event: { phase, epoch, training, validation, learningRate } }) {
      // A GPU's losses are known only now.
      if (!Number.isFinite(training.loss) || (validation && !Number.isFinite(validation.loss)))
        throw new ThawError('loss-not-finite', { phase, epoch, learningRate });
    },
  };
}
