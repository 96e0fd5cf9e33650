import type { CheckpointStore } from '../training/checkpoint-store.ts';
import type { TrainingCallback } from './callback.ts';

/** Saves the state after every epoch. An epoch is finished when this is. */
export function saveCheckpoints(store: CheckpointStore): TrainingCallback {
  return {
    async onEpochEnd({ index, event, nextStep, state }) {
      const kind = event.validation === null ? 'only' : event.best ? 'best' : 'not-best';
      const { phaseEpoch, epoch } = event;
      await store.save(index, { kind, phaseEpoch, epoch, step: nextStep, ...state });
    },
  };
}
