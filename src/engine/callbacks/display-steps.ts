import type { Report } from '../../shared/job-events.ts';
import type { TrainingCallback } from './callback.ts';

/** Tells the mean loss of the batches since the last time after every `every` steps of the run. null: never. */
export function displaySteps(every: number | null, report: Report): TrainingCallback {
  let [sum, batches] = [0, 0];
  return {
    onBatchEnd({ loss, stepsOfRun, learningRate }) {
      if (every === null) return;
      sum += loss;
      batches += 1;
      if (stepsOfRun % every !== 0) return;
      report({ kind: 'step', step: stepsOfRun, loss: sum / batches, learningRate });
      [sum, batches] = [0, 0];
    },
  };
}
