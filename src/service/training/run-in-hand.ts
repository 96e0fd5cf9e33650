import type { RunSummary, TrainingView } from '../../shared/app/run-view.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import type { Project } from '../projects/project.ts';
import type { LiveRun } from '../runs/live-runs.ts';
import { epochsPlanned, kindOf } from '../runs/read-run.ts';
import { firstTry, type Try } from './another-try.ts';
import { placesOf, type FoldsInHand, type TrainingPlaces } from './folds-in-hand.ts';
import { runNews, type RunNews } from './run-news.ts';
import type { TrainingEntry } from './training-record.ts';
import { TrainingState, type TrainingStart } from './training-state.ts';

/** What a person asked of a run whose job is at work. */
export type Wish = 'none' | 'pause' | 'stop' | 'discard' | 'close';

/** One run as the training service holds it: what it is, how it stands, its job where it has one. */
export class RunInHand {
  readonly project: Project;
  /** Of a cross-validation that of all folds. */
  readonly folder: string;
  /** What it is made of; its `state` and `error` are those of the last save. */
  readonly made: Omit<TrainingEntry, 'state' | 'error' | 'snapshot'>;
  readonly news: RunNews;
  /** Told of in training.json and in the project's view; false for one that was only looked at. */
  kept = false;
  job: RunningJob | null = null;
  wish: Wish = 'none';
  /** How its next job is asked: from a snapshot, or since memory ran short or a GPU failed. */
  try: Try = firstTry;
  #state: TrainingState;
  #folds: FoldsInHand | null;

  constructor(project: Project, folder: string, made: RunInHand['made'], start: TrainingStart) {
    this.project = project;
    this.folder = folder;
    this.made = made;
    this.#state = new TrainingState(start);
    this.#folds = start.folds;
    this.news = runNews(() => this.#state);
  }

  get state(): TrainingState {
    return this.#state;
  }

  /** How far a cross-validation is; null: one model. */
  get folds(): FoldsInHand | null {
    return this.#folds;
  }

  /** What the next job, or the one at work, reads, and the run that it writes. */
  get places(): TrainingPlaces {
    return placesOf(this, this.#folds);
  }

  /** Something would be kept of it if it were stopped now: an epoch, or a finished fold. */
  get hasResults(): boolean {
    return this.#folds ? this.#folds.finished.length > 0 : this.#state.epochs.length > 0;
  }

  /** Begins anew from what the folder and the photos tell now. */
  restart(start: TrainingStart): void {
    this.#state = new TrainingState(start);
    this.#folds = start.folds;
    this.news.restarted();
  }

  become(state: TrainingView['state'], error: PlainError | null = null): void {
    this.#state.become(state, error);
    this.news.changed(true);
  }

  entry(): TrainingEntry {
    const state = runState(this.#state.state);
    const { snapshot } = this.try;
    return {
      ...this.made,
      ...(snapshot === null ? {} : { snapshot }),
      state: state === 'finished' ? 'paused' : state,
      error: this.#state.error,
    };
  }

  live(): LiveRun | null {
    const state = runState(this.#state.state);
    if (!this.kept || state === 'finished') return null;
    const { run, recipe, name, createdAt } = this.made;
    const planned = epochsPlanned(recipe);
    const [measured, of] = this.#folds ? [this.#folds.finished.length, this.#folds.of] : [0, 1];
    const summary = {
      run,
      name: name ?? recipe.name,
      recipe: recipe.name,
      folds: this.#folds && { of, measured },
      kind: kindOf(recipe),
      state,
      // A fold that stopped early counts as whole.
      epochs: measured * planned + (measured === of ? 0 : this.#state.epochs.length),
      epochsPlanned: of * planned,
      createdAt,
    };
    return { run, state, summary };
  }
}

function runState(state: TrainingView['state']): RunSummary['state'] {
  switch (state) {
    case 'running':
    case 'pausing':
    case 'stopping':
      return 'training';
    case 'waiting':
    case 'paused':
    case 'finished':
    case 'failed':
      return state;
    default:
      return assertNever(state);
  }
}
