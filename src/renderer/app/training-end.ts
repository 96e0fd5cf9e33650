import type { ProjectView } from '../../shared/app/project-view.ts';
import type { RunSummary } from '../../shared/app/run-view.ts';

/** The run that ended between two views of one project: finished or failed. Null where none did. */
export function endedRun(before: ProjectView | null, now: ProjectView): RunSummary | null {
  const run = before?.id === now.id ? before.activeRun : null;
  if (run === null || now.activeRun === run) return null;
  const summary = now.runs.find((one) => one.run === run);
  return summary?.state === 'finished' || summary?.state === 'failed' ? summary : null;
}

/** The run that trains, is paused or waits now. */
export function activeRunOf(project: ProjectView | null): RunSummary | null {
  return project?.runs.find(({ run }) => run === project.activeRun) ?? null;
}

/** 0 to 1 of a run's epochs; null before the first and where their number is not known. */
export function shareDone({ epochs, epochsPlanned }: RunSummary): number | null {
  return epochs > 0 && epochsPlanned > 0 ? Math.min(1, epochs / epochsPlanned) : null;
}
