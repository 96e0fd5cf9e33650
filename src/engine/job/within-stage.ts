import type { Report } from '../../shared/job-events.ts';

/** A report that hears all but stages: of work within a stage that goes on after it. */
export function withinStage(report: Report): Report {
  return (event) => {
    if (event.kind !== 'stage') report(event);
  };
}
