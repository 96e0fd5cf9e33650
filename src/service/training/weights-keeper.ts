import { weightsAreHere } from '../../engine/models/weights/weights-here.ts';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { lastResult, type StartJob } from './last-result.ts';

/** Gets the weights of bases in the background as soon as a plan needs them. */
export interface WeightsKeeper {
  /** As it is now. Begins to fetch what is not here; not `ok` and without error means that it is under way. */
  check(base: string): Promise<Extract<ReadyCheck, { kind: 'weights' }>>;
  /** Forgets failures: the next check tries again. */
  tryAgain(): void;
  close(): void;
}

/** @param changed told when a fetch ended. */
export function createWeightsKeeper(startJob: StartJob, changed: () => void): WeightsKeeper {
  const fetching = new Map<string, RunningJob>();
  const failed = new Map<string, PlainError>();
  const fetch = async (base: string): Promise<void> => {
    const job = startJob({ job: 'fetch-weights', base });
    fetching.set(base, job);
    try {
      await lastResult(job);
    } catch (error) {
      failed.set(base, asThawError(error).toPlain());
    } finally {
      fetching.delete(base);
      changed();
    }
  };
  return {
    async check(base) {
      if (await weightsAreHere(base)) return { kind: 'weights', ok: true, base, error: null };
      const error = failed.get(base) ?? null;
      if (!error && !fetching.has(base)) void fetch(base);
      return { kind: 'weights', ok: false, base, error };
    },
    tryAgain() {
      failed.clear();
    },
    close() {
      for (const job of fetching.values()) job.kill();
    },
  };
}
