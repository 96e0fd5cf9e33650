import { stat } from 'node:fs/promises';
import type { SkippedFile } from '../../shared/dataset.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { TrainResult } from '../../shared/job-results/training-results.ts';
import { asGpuMemoryError } from '../backend/webgpu/gpu-memory-error.ts';
import { tryWriterLock } from '../storage/writer-lock.ts';
import type { JobContext } from '../job/job-context.ts';
import { announceRun } from './announce-run.ts';
import { bestEpoch } from './best-epoch.ts';
import { finishRun } from './finish-run.ts';
import { provideInputs } from './provide-inputs.ts';
import { addTimings } from './add-timings.ts';
import { requireOwnRun } from './require-run.ts';
import { runPaths } from './run-folder.ts';
import type { RunSession } from './run-session.ts';
import { peakMemoryBytes, type StageClock } from './stage-clock.ts';
import { trainingPlan, trainSession } from './train-session.ts';

/** Done once the run is announced and before it computes anything. What it throws ends the run. */
export type BeforeTraining = (session: RunSession) => Promise<void>;

/**
 * Trains, saves and measures a run whose folder is there, or does what an earlier process left of that. One process
 * at a time: throws `locked-by-other`, and `drive-gone` where the run's folder went meanwhile, `gpu-lost`, `gpu-out-of-memory`. `skipped`: files already left out; they are part of the answer.
 */
export async function completeRun(
  session: RunSession,
  skipped: readonly SkippedFile[],
  clock: StageClock,
  context: JobContext,
  beforeTraining: BeforeTraining = () => Promise.resolve(),
): Promise<TrainResult> {
  const { run } = session;
  const lock = await tryWriterLock(run);
  if (lock.kind === 'locked') throw new ThawError('locked-by-other', lock.by);
  try {
    announceRun(session, context);
    await clock.measure('estimating-time', () => beforeTraining(session));
    const stopsCaching = await hasNoEpoch(run);
    const inputs = await clock.measure('caching-features', () =>
      provideInputs(session, {
        ...context,
        // Without a finished epoch a stop has nothing to keep: it is a pause.
        pauseRequested: () => context.pauseRequested() || (stopsCaching && context.stopRequested()),
      }),
    );
    try {
      await requireOwnRun(run, lock);
      const plan = trainingPlan(session, inputs);
      const { weights, history, stopped } = await clock.measure('training', () =>
        trainSession(session, plan, lock, context),
      );
      await requireOwnRun(run, lock);
      const stoppedAt = stopped ? history.length : null;
      const finished = await clock.measure('evaluating', () =>
        finishRun(session, plan, { weights, stoppedAt }, context),
      );
      const lastPhase = history.slice(history.findLastIndex(({ phaseEpoch }) => phaseEpoch === 1));
      return {
        run,
        test: finished.test,
        validation: finished.validation,
        epochs: history.length,
        bestEpoch: bestEpoch(lastPhase)!.epoch,
        seconds: clock.seconds(),
        timings: clock.timings(),
        peakMemoryBytes: peakMemoryBytes(),
        skipped: [...skipped, ...finished.skipped],
      };
    } finally {
      await inputs.close();
    }
  } catch (error) {
    // Engine parts that know of no run say so by null.
    if (isThawError(error, 'cancelled')) throw new ThawError('cancelled', { run }, { cause: error });
    throw asGpuMemoryError(error, session.backend);
  } finally {
    await addTimings(run, clock.timings(), peakMemoryBytes());
    await lock.release();
  }
}

async function hasNoEpoch(run: string): Promise<boolean> {
  return stat(runPaths(run).metrics).then(
    ({ size }) => size === 0,
    () => true,
  );
}
