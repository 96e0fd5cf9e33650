import type { JobContext } from '../job/job-context.ts';
import { progressMeter, type ProgressMeter } from '../job/progress-meter.ts';
import type { TrainingCallback } from './callback.ts';

/** Announces each phase as a stage and counts its steps. */
export function showProgress(context: JobContext): TrainingCallback {
  let meter: ProgressMeter | undefined;
  let done = 0;
  return {
    onPhaseStart({ phase, stepsPerEpoch, epochsDone }) {
      const total = phase.epochs * stepsPerEpoch;
      context.report({ kind: 'stage', stage: 'training', total, unit: 'steps', detail: phase.name });
      meter = progressMeter(context.report, 'training', total, epochsDone * stepsPerEpoch);
    },
    onBatchEnd({ step }) {
      done = step + 1;
      meter?.update(done);
    },
    onPhaseEnd() {
      meter?.finish(done);
    },
  };
}
