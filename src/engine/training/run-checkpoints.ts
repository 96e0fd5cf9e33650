import { openCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';
import { runPaths } from './run-folder.ts';
import type { RunSession } from './run-session.ts';

/** A run's checkpoints, written with what it computes on. */
export function openRunCheckpoints({ run, config, compute, backend }: RunSession): CheckpointStore {
  const names = config.recipe.phases.map(({ name }) => name);
  const facts = { precision: compute.precision, backend: backend.name };
  return openCheckpointStore(runPaths(run).checkpoints, names, facts);
}

/** Epochs with a whole checkpoint, through all phases. */
export async function epochsSaved(store: CheckpointStore, numPhases: number): Promise<number> {
  for (let phase = numPhases - 1; phase >= 0; phase--) {
    const last = await store.readLast(phase);
    if (last) return last.epoch;
  }
  return 0;
}
