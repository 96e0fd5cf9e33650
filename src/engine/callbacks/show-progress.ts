import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { JobContext } from '../job/job-context.ts';
import { progressMeter, type ProgressMeter } from '../job/progress-meter.ts';
import type { TrainingCallback } from './callback.ts';

/**
 * Announces each phase as a stage and counts its steps. On a GPU by WebGPU, whose shaders are compiled by the first step
 * that needs them, a phase begins with the stage `preparing-gpu`.
 */
export function showProgress(
  { report }: Pick<JobContext, 'report'>,
  backend: Pick<ComputeBackend, 'name'>,
): TrainingCallback {
  let meter: ProgressMeter | undefined;
  let done = 0;
  let begin: (() => void) | null = null;
  return {
    onPhaseStart({ phase, stepsPerEpoch, epochsDone }) {
      const total = phase.epochs * stepsPerEpoch;
      meter = undefined;
      begin = () => {
        begin = null;
        report({ kind: 'stage', stage: 'training', total, unit: 'steps', detail: phase.name });
        meter = progressMeter(report, 'training', total, epochsDone * stepsPerEpoch);
      };
      if (backend.name === 'webgpu')
        report({ kind: 'stage', stage: 'preparing-gpu', total: null, unit: 'steps' });
      else begin();
    },
    onBatchEnd({ step }) {
      begin?.();
      done = step + 1;
      meter?.update(done);
    },
    onPhaseEnd() {
      meter?.finish(done);
    },
  };
}
