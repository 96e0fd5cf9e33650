import { readSplitFile } from '../../engine/dataset/read-split-file.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Project } from '../projects/project.ts';
import { countParts } from '../runs/count-parts.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { plainError } from '../runs/read-run.ts';
import { placesOf } from './folds-in-hand.ts';
import { RunInHand } from './run-in-hand.ts';
import { standingOf, type Standing } from './standing.ts';
import type { TrainingEntry } from './training-record.ts';
import type { TrainingStart } from './training-state.ts';
import { trainingWork } from './training-work.ts';

/**
 * A run of a project as its folder tells it. Throws `run-not-found`, `run-file-damaged`, `run-from-newer-version`,
 * `permission-denied`.
 */
export async function openRunInHand(project: Project, run: string): Promise<RunInHand> {
  const folder = runFolderOf(project, run);
  const standing = await standingOf(folder).catch((error: unknown) => {
    throw isThawError(error, 'run-not-found') ? new ThawError('run-not-found', { run }) : error;
  });
  // A cross-validation of which no fold was begun is known by training.json alone.
  if (!standing.config) throw new ThawError('run-not-found', { run });
  const { recipe, changes, seed, createdAt } = standing.config;
  const folds = standing.folds?.of ?? null;
  const { name } = standing;
  // What it began with lies in its own folder.
  const made = {
    project: project.id,
    run,
    recipe,
    changes,
    seed,
    folds,
    startFrom: null,
    name,
    createdAt,
  };
  return new RunInHand(project, folder, made, restingStart(made, standing));
}

/** A run that is only asked for, or that training.json tells of: its folder need not be there. */
export function newRunInHand(project: Project, { error, ...entry }: TrainingEntry): RunInHand {
  const { run, recipe, changes, seed, folds, startFrom, name, createdAt } = entry;
  const made = { project: project.id, run, recipe, changes, seed, folds, startFrom, name, createdAt };
  const start = {
    ...restingStart(made, null),
    state: error ? ('failed' as const) : ('paused' as const),
    error,
  };
  return new RunInHand(project, runFolderOf(project, run), made, start);
}

/** How a run that is at rest begins to be shown. */
function restingStart({ run, recipe, folds }: RunInHand['made'], standing: Standing | null): TrainingStart {
  return {
    run,
    recipe,
    folds: standing ? standing.folds : folds === null ? null : { of: folds, finished: [] },
    state: standing?.results ? 'finished' : 'paused',
    work: null,
    speeds: null,
    epochs: standing?.epochs ?? [],
    secondsBefore: standing?.seconds ?? 0,
    error: null,
  };
}

/** How a run begins to work: with what is to be done counted, and the speeds that are known. */
export async function startOfWork(hand: RunInHand, speeds: SpeedResult | null): Promise<TrainingStart> {
  const standing = await standingOf(hand.folder).catch(() => null);
  const start = restingStart(hand.made, standing);
  const { from, run } = placesOf(hand, start.folds);
  // The run's own split; the project's, or the fold's, where the run is not there yet. Without one no time can be told.
  const split = await readSplitFile(standing?.isBegun ? run : from).catch(() => null);
  const work = split && trainingWork(hand.made.recipe, countParts(split));
  return { ...start, state: 'waiting', work, speeds };
}

/** Shows a run that is only looked at as its folder is now; one that cannot be read shows why. */
export async function refresh(hand: RunInHand): Promise<void> {
  try {
    const standing = await standingOf(hand.folder);
    // It may have been taken up while its folder was read.
    if (!hand.kept) hand.restart(restingStart(hand.made, standing));
  } catch (error) {
    if (!hand.kept) hand.become('failed', plainError(error));
  }
}
