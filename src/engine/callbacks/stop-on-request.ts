import { setImmediate } from 'node:timers/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import type { TrainingCallback } from './callback.ts';

/**
 * Hears a wish to cancel or to pause after every batch, and throws `cancelled` or `paused`. What was saved stays; a
 * pause after an epoch's last batch lets that epoch be saved first. Goes last in the list.
 */
export function stopOnRequest(run: string, context: JobContext): TrainingCallback {
  const stopIfAsked = (epochsSaved: number): void => {
    if (context.signal.aborted) throw new ThawError('cancelled', { run });
    if (context.pauseRequested()) throw new ThawError('paused', { run, epoch: epochsSaved });
  };
  return {
    async onBatchEnd({ epoch, lastOfEpoch }) {
      // TensorFlow blocks the thread: without this turn of the event loop a message would wait for the epoch's end.
      await setImmediate();
      if (!lastOfEpoch || context.signal.aborted) stopIfAsked(epoch - 1);
    },
    onEpochEnd({ event }) {
      stopIfAsked(event.epoch);
    },
  };
}
