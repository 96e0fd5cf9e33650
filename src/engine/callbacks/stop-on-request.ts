import { setImmediate } from 'node:timers/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { EndTraining, type TrainingCallback } from './callback.ts';

/**
 * Hears a wish to cancel, to pause or to stop after every batch. A cancel or a pause throws `cancelled` or `paused`;
 * what was saved stays, and a pause after an epoch's last batch lets that epoch be saved first. A stop waits for the
 * epoch's end; in a phase without a finished epoch it ends the training after the batch, and with no finished epoch at
 * all there is no best one to keep: that is a pause. Goes last in the list.
 */
export function stopOnRequest(run: string, context: JobContext): TrainingCallback {
  let epochsOfPhase = 0;
  const stopIfAsked = (epochsSaved: number): void => {
    if (context.signal.aborted) throw new ThawError('cancelled', { run });
    if (context.pauseRequested()) throw new ThawError('paused', { run, epoch: epochsSaved });
  };
  const endsTraining = (epochsDone: number): boolean => {
    if (!context.stopRequested()) return false;
    if (epochsDone === 0) throw new ThawError('paused', { run, epoch: 0 });
    return true;
  };
  return {
    onPhaseStart({ epochsDone }) {
      epochsOfPhase = epochsDone;
    },
    async onBatchEnd({ epoch, lastOfEpoch }) {
      // TensorFlow blocks the thread: without this turn of the event loop a message would wait for the epoch's end.
      await setImmediate();
      if (lastOfEpoch && !context.signal.aborted) return;
      stopIfAsked(epoch - 1);
      if (epochsOfPhase === 0 && endsTraining(epoch - 1)) throw new EndTraining();
    },
    onEpochEnd({ event }) {
      epochsOfPhase = event.phaseEpoch;
      stopIfAsked(event.epoch);
    },
    endsTraining,
  };
}
