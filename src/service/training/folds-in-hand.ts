import { foldFolder, foldRun } from '../../engine/dataset/fold-folders.ts';
import type { FoldsView } from '../../shared/app/run-view.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { CrossValidationOnDisk } from '../runs/read-cross-validation.ts';
import { secondsOfWork, type RunOnDisk } from '../runs/read-run.ts';
import { plannedSeconds, type TrainingWork } from './training-work.ts';

/** How far a cross-validation is: folds are trained one after the other, from the first on. */
export interface FoldsInHand {
  readonly of: number;
  readonly finished: readonly RunOnDisk[];
}

export function foldsOf({ of, runs }: CrossValidationOnDisk): FoldsInHand {
  const unfinished = runs.findIndex((run) => !run?.evaluation);
  return { of, finished: runs.slice(0, unfinished < 0 ? of : unfinished).filter((run) => run !== null) };
}

/** The fold that is next, or in hand; the last one where all are finished. */
export function foldInHand({ of, finished }: FoldsInHand): number {
  return Math.min(of, finished.length + 1);
}

export interface TrainingPlaces {
  /** What the job reads. */
  readonly from: string;
  /** The run that it writes. */
  readonly run: string;
}

/** `folds` null: a run that is trained on the project's own split. */
export function placesOf(
  { folder, project }: { readonly folder: string; readonly project: { readonly folder: string } },
  folds: FoldsInHand | null,
): TrainingPlaces {
  if (!folds) return { from: project.folder, run: folder };
  const fold = foldInHand(folds);
  return { from: foldFolder(folder, fold), run: foldRun(folder, fold) };
}

export function viewOfFolds(folds: FoldsInHand): FoldsView {
  const scores = folds.finished.flatMap(({ evaluation }) => evaluation?.test ?? []);
  return {
    fold: foldInHand(folds),
    of: folds.of,
    scores: scores.map(({ correct, count }) => ({ correct, count })),
  };
}

/** Seconds that the finished folds took. */
export function secondsOfFinished({ finished }: FoldsInHand): number {
  return finished.reduce((sum, { timings }) => sum + secondsOfWork(timings), 0);
}

/**
 * Seconds of the folds after the one in hand: as the finished ones took, else as the speeds tell; null where neither is
 * known. Features are cached by the first fold for nearly all photos; the second adds those that the first one tested.
 */
export function secondsOfLater(
  folds: FoldsInHand,
  work: TrainingWork | null,
  speeds: SpeedResult | null,
): number | null {
  const later = folds.of - foldInHand(folds);
  if (later === 0) return 0;
  const { finished } = folds;
  if (finished.length > 0) {
    const each = finished.map(({ timings }) => secondsOfWork(timings) - (timings['caching-features'] ?? 0));
    return (later * each.reduce((sum, seconds) => sum + seconds, 0)) / each.length;
  }
  if (!work || !speeds) return null;
  const caching = speeds.caching ? work.cached / speeds.caching / (folds.of - 1) : 0;
  return later * plannedSeconds(work, speeds, 0).all + caching;
}
