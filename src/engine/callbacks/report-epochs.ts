import type { Report } from '../../shared/job-events.ts';
import type { TrainingCallback } from './callback.ts';

/** Tells everyone of an epoch, once it is saved. */
export function reportEpochs(report: Report): TrainingCallback {
  return {
    onEpochEnd({ event }) {
      report(event);
    },
  };
}
