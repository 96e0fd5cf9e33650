import type { Report } from '../../shared/job-events.ts';
import type { TrainingCallback } from './callback.ts';

/** Tells where memory ran short, and where a process that shared the steps has ended. */
export function tellShortage(
  report: Report,
): Required<Pick<TrainingCallback, 'onFewerAtOnce' | 'onWorkerLost'>> {
  return {
    onFewerAtOnce: (photos) => {
      report({ kind: 'notice', notice: { code: 'fewer-at-once', photos } });
    },
    onWorkerLost: (processes) => {
      report({ kind: 'notice', notice: { code: 'fewer-workers', processes } });
    },
  };
}
