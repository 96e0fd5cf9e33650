import type { RunSummary, TrainingView } from '../../shared/app/run-view.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import type { Project } from '../projects/project.ts';
import type { LiveRun } from '../runs/live-runs.ts';
import { epochsPlanned, kindOf } from '../runs/read-run.ts';
import { runNews, type RunNews } from './run-news.ts';
import type { TrainingEntry } from './training-record.ts';
import { TrainingState, type TrainingStart } from './training-state.ts';

/** What a person asked of a run whose job is at work. */
export type Wish = 'none' | 'pause' | 'stop' | 'discard' | 'close';

/** One run as the training service holds it: what it is, how it stands, its job where it has one. */
export class RunInHand {
  readonly project: Project;
  readonly folder: string;
  /** What it is made of; its `state` and `error` are those of the last save. */
  readonly made: Omit<TrainingEntry, 'state' | 'error'>;
  readonly news: RunNews;
  /** Told of in training.json and in the project's view; false for one that was only looked at. */
  kept = false;
  job: RunningJob | null = null;
  wish: Wish = 'none';
  #state: TrainingState;

  constructor(project: Project, folder: string, made: RunInHand['made'], start: TrainingStart) {
    this.project = project;
    this.folder = folder;
    this.made = made;
    this.#state = new TrainingState(start);
    this.news = runNews(() => this.#state);
  }

  get state(): TrainingState {
    return this.#state;
  }

  /** Begins anew from what the folder and the photos tell now. */
  restart(start: TrainingStart): void {
    this.#state = new TrainingState(start);
    this.news.restarted();
  }

  become(state: TrainingView['state'], error: PlainError | null = null): void {
    this.#state.become(state, error);
    this.news.changed(true);
  }

  entry(): TrainingEntry {
    const state = runState(this.#state.state);
    return { ...this.made, state: state === 'finished' ? 'paused' : state, error: this.#state.error };
  }

  live(): LiveRun | null {
    const state = runState(this.#state.state);
    if (!this.kept || state === 'finished') return null;
    const { run, recipe, name, createdAt } = this.made;
    const summary = {
      run,
      name: name ?? recipe.name,
      recipe: recipe.name,
      kind: kindOf(recipe),
      state,
      epochs: this.#state.epochs.length,
      epochsPlanned: epochsPlanned(recipe),
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
