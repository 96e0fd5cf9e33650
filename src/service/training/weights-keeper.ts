import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { weightsAreHere } from '../../engine/models/weights/weights-here.ts';
import type { BaseName } from '../../shared/bases.ts';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import { type PlainError, ThawError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { lastResult, type StartJob } from './last-result.ts';

/** What the engine reads weights from. */
const weightsFile = /\.(h5|hdf5|onnx|safetensors)$/i;

/** Gets the weights of bases in the background as soon as a plan needs them. */
export interface WeightsKeeper {
  /** As it is now. Begins to fetch what is not here; not `ok` and without error means that it is under way. */
  check(base: BaseName): Promise<Extract<ReadyCheck, { kind: 'weights' }>>;
  /**
   * Takes them from the first file of a folder that has them, as one that could not be fetched here. Throws
   * `weights-file-not-found`, or why the last file that it tried has them not.
   */
  takeFrom(base: string, folder: string): Promise<void>;
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
    async takeFrom(base, folder) {
      const names = (await readdir(folder)).filter((name) => weightsFile.test(name)).sort();
      let why: unknown = new ThawError('weights-file-not-found', { file: join(folder, '*.h5') });
      for (const name of names)
        try {
          await lastResult(startJob({ job: 'import-weights', base, file: join(folder, name) }));
          failed.delete(base);
          changed();
          return;
        } catch (error) {
          why = error;
        }
      throw asThawError(why);
    },
    tryAgain() {
      failed.clear();
    },
    close() {
      for (const job of fetching.values()) job.kill();
    },
  };
}
