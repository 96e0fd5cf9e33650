import { readSplitFile } from '../../engine/dataset/read-split-file.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitFile } from '../../shared/run-files.ts';
import type { Project } from '../projects/project.ts';
import { plainError, readRun, secondsOfWork, type RunOnDisk } from '../runs/read-run.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { countParts } from './plan-view.ts';
import { RunInHand } from './run-in-hand.ts';
import type { TrainingEntry } from './training-record.ts';
import { trainingWork } from './training-work.ts';
import type { TrainingStart } from './training-state.ts';
import type { SpeedResult } from '../../shared/job-results.ts';

/**
 * A run of a project as its folder tells it. Throws `run-not-found`, `run-file-damaged`, `run-from-newer-version`,
 * `permission-denied`.
 */
export async function openRunInHand(project: Project, run: string): Promise<RunInHand> {
  const folder = runFolderOf(project, run);
  const onDisk = await readRun(folder).catch((error: unknown) => {
    throw isThawError(error, 'run-not-found') ? new ThawError('run-not-found', { run }) : error;
  });
  const { recipe, changes, seed, createdAt } = onDisk.config;
  const made = { project: project.id, run, recipe, changes, seed, name: onDisk.about.name, createdAt };
  return new RunInHand(project, folder, made, startFrom(made, onDisk));
}

/** A run that is only asked for, or that training.json tells of: its folder need not be there. */
export function newRunInHand(project: Project, { error, ...entry }: TrainingEntry): RunInHand {
  const { run, recipe, changes, seed, name, createdAt } = entry;
  const made = { project: project.id, run, recipe, changes, seed, name, createdAt };
  const start = { ...startFrom(made, null), state: error ? ('failed' as const) : ('paused' as const), error };
  return new RunInHand(project, runFolderOf(project, run), made, start);
}

/** How a run that is at rest begins to be shown. */
export function startFrom({ run, recipe }: RunInHand['made'], onDisk: RunOnDisk | null): TrainingStart {
  return {
    run,
    recipe,
    state: onDisk?.evaluation ? 'finished' : 'paused',
    work: null,
    speeds: null,
    epochs: onDisk?.epochs ?? [],
    secondsBefore: secondsOfWork(onDisk?.timings ?? {}),
    error: null,
  };
}

/** How a run begins to work: with what is to be done counted, and the speeds that are known. */
export async function startOfWork(hand: RunInHand, speeds: SpeedResult | null): Promise<TrainingStart> {
  const onDisk = await readRun(hand.folder).catch(() => null);
  const split = await splitOf(hand, onDisk);
  const work = split && trainingWork(hand.made.recipe, countParts(split));
  return { ...startFrom(hand.made, onDisk), state: 'waiting', work, speeds };
}

/** The run's own split; the project's where the run is not there yet. Without one no time can be told. */
async function splitOf({ folder, project }: RunInHand, onDisk: RunOnDisk | null): Promise<SplitFile | null> {
  return readSplitFile(onDisk ? folder : project.folder).catch(() => null);
}

/** Shows a run that is only looked at as its folder is now; one that cannot be read shows why. */
export async function refresh(hand: RunInHand): Promise<void> {
  try {
    const onDisk = await readRun(hand.folder);
    // It may have been taken up while its folder was read.
    if (!hand.kept) hand.restart(startFrom(hand.made, onDisk));
  } catch (error) {
    if (!hand.kept) hand.become('failed', plainError(error));
  }
}
