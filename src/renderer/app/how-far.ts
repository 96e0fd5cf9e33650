import type { RunSummary } from '../../shared/app/run-view.ts';
import type { AppWords } from './words/en.ts';

/** How far a run at work, or a paused one, is, in a few words: its epoch, or the fold of a cross-validation. */
export function howFar(run: RunSummary, facts: AppWords['facts']): string {
  const { epochs, epochsPlanned, folds } = run;
  const fold = folds ? Math.min(folds.of, folds.measured + 1) : 0;
  if (run.state === 'paused') return folds ? facts.pausedFold(fold, folds.of) : facts.paused(epochs);
  if (epochs === 0) return facts.starting;
  return folds ? facts.fold(fold, folds.of) : facts.epoch(epochs, epochsPlanned);
}
