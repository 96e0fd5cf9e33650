import type { WriterLock } from '../storage/writer-lock.ts';
import { requireRun } from '../training/require-run.ts';
import type { TrainingCallback } from './callback.ts';

/**
 * Before an epoch is written: the run is there, and still this process's. Another computer takes over a run in a shared
 * folder while this one sleeps for long.
 */
export function requireOwnRun(run: string, lock: Pick<WriterLock, 'requireHeld'>): TrainingCallback {
  return {
    async onEpochEnd() {
      await requireRun(run);
      await lock.requireHeld();
    },
  };
}
