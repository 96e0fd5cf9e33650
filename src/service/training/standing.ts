import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import type { RunConfig } from '../../shared/run-files.ts';
import { isWhole, readCrossValidation, type CrossValidationOnDisk } from '../runs/read-cross-validation.ts';
import { readRun, secondsOfWork } from '../runs/read-run.ts';
import { foldInHand, foldsOf, type FoldsInHand } from './folds-in-hand.ts';

/** How far a run, or a cross-validation, came, as its folder tells it. */
export interface Standing {
  /** null: a cross-validation of which no fold was begun. */
  readonly config: RunConfig | null;
  readonly name: string | null;
  readonly folds: FoldsInHand | null;
  /** Of the run, or the fold in hand: whether it was begun, its epochs, and the seconds that it took. */
  readonly isBegun: boolean;
  readonly epochs: readonly EpochEvent[];
  readonly seconds: number;
  /** null: none. `whole`: there is nothing left to train. */
  readonly results: 'whole' | 'stopped' | null;
}

/** Throws `run-not-found`, `run-file-damaged`, `run-from-newer-version`, `permission-denied`. */
export async function standingOf(folder: string): Promise<Standing> {
  const crossValidation = await readCrossValidation(folder);
  if (crossValidation) return standingOfFolds(crossValidation);
  const { config, about, epochs, timings, evaluation } = await readRun(folder);
  return {
    config,
    name: about.name,
    folds: null,
    isBegun: true,
    epochs,
    seconds: secondsOfWork(timings),
    results: evaluation && (evaluation.stoppedAt === undefined ? 'whole' : 'stopped'),
  };
}

function standingOfFolds(onDisk: CrossValidationOnDisk): Standing {
  const folds = foldsOf(onDisk);
  const inHand = onDisk.runs[foldInHand(folds) - 1] ?? null;
  const isFinished = folds.finished.length === folds.of;
  return {
    config: onDisk.runs.find((run) => run !== null)?.config ?? null,
    name: onDisk.about.name,
    folds,
    isBegun: inHand !== null,
    epochs: inHand?.epochs ?? [],
    // The last fold is among the finished ones then.
    seconds: isFinished ? 0 : secondsOfWork(inHand?.timings ?? {}),
    results: onDisk.pooled && (isWhole(onDisk) ? 'whole' : 'stopped'),
  };
}

/** Whether there is nothing left to train; false also for what cannot be read. */
export async function isTrained(folder: string): Promise<boolean> {
  const standing = await standingOf(folder).catch(() => null);
  return standing?.results === 'whole';
}

/** Whether anything of a run is on the disk, be it damaged. */
export async function isOnDisk(folder: string): Promise<boolean> {
  return standingOf(folder).then(
    () => true,
    (error: unknown) => !(error instanceof ThawError && error.code === 'run-not-found'),
  );
}
