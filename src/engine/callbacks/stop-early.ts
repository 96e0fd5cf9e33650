import type { Report } from '../../shared/job-events.ts';
import { isStalled } from '../training/best-epoch.ts';
import type { TrainingCallback } from './callback.ts';

/** Ends a phase whose validation loss has not improved for `patience` epochs, and says so. null: never. */
export function stopEarly(patience: number | null, report: Report): TrainingCallback {
  return {
    endsPhase: ({ history }) => isStalled(history, patience),
    onPhaseEnd({ history, phase }) {
      const last = history.at(-1);
      // At the last epoch there is nothing to stop.
      if (last && last.phaseEpoch < phase.epochs && isStalled(history, patience))
        report({ kind: 'notice', notice: { code: 'early-stop', phase: phase.name, epoch: last.epoch } });
    },
  };
}
