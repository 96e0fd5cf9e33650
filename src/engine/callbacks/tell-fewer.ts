import type { Report } from '../../shared/job-events.ts';
import type { TrainingCallback } from './callback.ts';

/** Tells where photos are computed in smaller parts since memory ran short. */
export function tellFewer(report: Report): Required<Pick<TrainingCallback, 'onFewerAtOnce'>> {
  return {
    onFewerAtOnce: (photos) => {
      report({ kind: 'notice', notice: { code: 'fewer-at-once', photos } });
    },
  };
}
