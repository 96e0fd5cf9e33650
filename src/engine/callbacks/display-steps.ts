import type { Report } from '../../shared/job-events.ts';
import type { TrainingCallback } from './callback.ts';

/** Tells the mean loss of the batches since the last time after every `every` steps of the run. null: never. */
export function displaySteps(every: number | null, report: Report): TrainingCallback {
  let waiting: (() => Promise<number>)[] = [];
  return {
    async onBatchEnd({ readLoss, stepsOfRun, learningRate }) {
      if (every === null) return;
      waiting.push(readLoss);
      if (stepsOfRun % every !== 0) return;
      let sum = 0;
      for (const read of waiting) sum += await read();
      report({ kind: 'step', step: stepsOfRun, loss: sum / waiting.length, learningRate });
      waiting = [];
    },
  };
}
