import type { RunSummary } from '../../../shared/app/run-view.ts';

/** The runs that have a model, newest first as the project has them. */
export function finishedRuns(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.filter(({ state }) => state === 'finished');
}

/** The run to show: the one of the address, else the newest finished one, else the newest; null where there is none. */
export function runToShow(runs: readonly RunSummary[], wanted: string | null): RunSummary | null {
  return runs.find(({ run }) => run === wanted) ?? finishedRuns(runs)[0] ?? runs[0] ?? null;
}

/** The model to ask or to take along: the finished run of the address, else the newest finished one. */
export function modelToUse(runs: readonly RunSummary[], wanted: string | null): RunSummary | null {
  const finished = finishedRuns(runs);
  return finished.find(({ run }) => run === wanted) ?? finished[0] ?? null;
}
