import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { TrainingCallback } from './callback.ts';

/** Ends the training where a loss is no number any more, before such an epoch is saved. Throws `loss-not-finite`. */
export function guardLoss(): TrainingCallback {
  return {
    onBatchEnd({ loss, phase, epoch, learningRate }) {
      if (!Number.isFinite(loss))
        throw new ThawError('loss-not-finite', { phase: phase.name, epoch, learningRate });
    },
    onEpochEnd({ event: { phase, epoch, validation, learningRate } }) {
      if (validation && !Number.isFinite(validation.loss))
        throw new ThawError('loss-not-finite', { phase, epoch, learningRate });
    },
  };
}
