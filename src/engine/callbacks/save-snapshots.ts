import type { CheckpointStore } from '../training/checkpoint-store.ts';
import type { TrainingCallback } from './callback.ts';

/** Keeps a snapshot after every `every` steps of the run. null: none. */
export function saveSnapshots(store: CheckpointStore, every: number | null): TrainingCallback {
  return {
    async onBatchEnd({ index, epoch, step, stepsOfRun, phaseEpochsDone, totals, state }) {
      if (every === null || stepsOfRun % every !== 0) return;
      await store.saveSnapshot(index, stepsOfRun, {
        phaseEpoch: phaseEpochsDone,
        epoch: epoch - 1,
        step: step + 1,
        partial: await totals(),
        ...(await state()),
      });
    },
  };
}
