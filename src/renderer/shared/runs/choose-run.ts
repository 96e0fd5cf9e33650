import type { RunSummary } from '../../../shared/app/run-view.ts';

/** The runs that have a model, newest first as the project has them. */
export function modelsOf(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.filter(({ state, folds }) => state === 'finished' && folds === null);
}

/** The run to show: the one of the address, else the newest finished one, else the newest; null where there is none. */
export function runToShow(runs: readonly RunSummary[], wanted: string | null): RunSummary | null {
  const finished = runs.find(({ state }) => state === 'finished');
  return runs.find(({ run }) => run === wanted) ?? finished ?? runs[0] ?? null;
}

/** The model to ask or to take along: that of the address, else the newest. */
export function modelToUse(runs: readonly RunSummary[], wanted: string | null): RunSummary | null {
  const models = modelsOf(runs);
  return models.find(({ run }) => run === wanted) ?? models[0] ?? null;
}
