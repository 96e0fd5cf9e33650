import { totalmem } from 'node:os';
import { bestEpoch } from '../../engine/training/best-epoch.ts';
import type { TrainingView } from '../../shared/app/run-view.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { EpochEvent, JobEvent, Notice, ProgressEvent, StageEvent } from '../../shared/job-events.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { type FoldsInHand, secondsOfFinished, secondsOfLater, viewOfFolds } from './folds-in-hand.ts';
import { TimeLeft } from './time-left.ts';
import type { TrainingWork } from './training-work.ts';

/** What a run is at its beginning, or when its folder was read. */
export interface TrainingStart {
  readonly run: string;
  readonly recipe: Recipe;
  /** null: one model. */
  readonly folds: FoldsInHand | null;
  readonly state: TrainingView['state'];
  /** null while the photos are not counted. */
  readonly work: TrainingWork | null;
  readonly speeds: SpeedResult | null;
  readonly epochs: readonly EpochEvent[];
  /** Of the processes before; of a cross-validation those of the fold in hand. */
  readonly secondsBefore: number;
  readonly error: PlainError | null;
}

/** The running screen's numbers, kept from what a job tells. `now`: seconds of one clock. */
export class TrainingState {
  readonly #start: TrainingStart;
  readonly #timeLeft: TimeLeft | null;
  readonly #now: () => number;
  #state: TrainingView['state'];
  #error: PlainError | null;
  #epochs: readonly EpochEvent[];
  #notices: readonly Notice[] = [];
  #stage: StageEvent | null = null;
  #progress: ProgressEvent | null = null;
  #memoryBytes: number | null = null;
  #lastStep: TrainingView['lastStep'] = null;
  #phase = 0;
  #begunAt: number | null = null;
  #secondsBefore: number;

  constructor(start: TrainingStart, now: () => number = () => performance.now() / 1000) {
    this.#start = start;
    this.#now = now;
    this.#state = start.state;
    this.#error = start.error;
    this.#epochs = start.epochs;
    this.#secondsBefore = start.secondsBefore + (start.folds ? secondsOfFinished(start.folds) : 0);
    this.#timeLeft = start.work && new TimeLeft(start.work, start.speeds);
    this.#phase = this.#phaseOf(start.epochs.at(-1)?.phase);
  }

  get state(): TrainingView['state'] {
    return this.#state;
  }

  get error(): PlainError | null {
    return this.#error;
  }

  get epochs(): readonly EpochEvent[] {
    return this.#epochs;
  }

  /** Another state; at rest nothing is being done. */
  become(state: TrainingView['state'], error: PlainError | null = null): void {
    const works = isAtWork(state);
    if (works) this.#begunAt ??= this.#now();
    else {
      this.#secondsBefore = this.#secondsSoFar();
      this.#begunAt = null;
      this.#stage = null;
      this.#progress = null;
      this.#memoryBytes = null;
    }
    this.#state = state;
    this.#error = error;
  }

  /** Takes in what the job tells. True where the view should be told at once. */
  take(event: JobEvent): boolean {
    const now = this.#now();
    switch (event.kind) {
      case 'stage':
        this.#stage = event;
        this.#progress = null;
        if (event.stage === 'training') this.#phase = this.#phaseOf(event.detail);
        this.#timeLeft?.stage(event, this.#phase, now);
        return true;
      case 'progress':
        this.#progress = event;
        this.#timeLeft?.progress(event, now);
        return false;
      case 'epoch':
        // A resume may tell nothing new: the folder's lines are known.
        this.#epochs = [...this.#epochs.filter(({ epoch }) => epoch < event.epoch), event];
        this.#timeLeft?.epoch(event);
        return true;
      case 'notice':
        this.#notices = [...this.#notices, event.notice];
        if (event.notice.code === 'went-back') this.#goBack(event.notice);
        return true;
      case 'step':
        this.#lastStep = { step: event.step, loss: event.loss };
        return false;
      case 'memory':
        this.#memoryBytes = event.bytes;
        return false;
      case 'prediction':
      case 'photos-read':
      case 'model-opened':
      case 'model-answer':
      case 'result':
      case 'error':
        return false;
      default:
        return assertNever(event);
    }
  }

  view(): TrainingView {
    const { run, recipe, folds, work, speeds } = this.#start;
    const works = isAtWork(this.#state);
    const told = works ? this.#timeLeft?.told(this.#now()) : null;
    const later = folds ? secondsOfLater(folds, work, speeds) : 0;
    const ofThis = told?.secondsLeft ?? null;
    return {
      run,
      folds: folds && viewOfFolds(folds),
      state: this.#state,
      stage: this.#stage?.stage ?? null,
      done: this.#progress?.done ?? 0,
      total: this.#progress?.total ?? this.#stage?.total ?? null,
      phase: this.#phase,
      phases: recipe.phases.map(({ name, epochs }) => ({ name, epochs })),
      epoch: this.#epochs.length,
      secondsLeft: ofThis === null || later === null ? null : ofThis + later,
      slower: told?.slower ?? false,
      secondsSoFar: this.#secondsSoFar(),
      photosPerSecond: this.#photosPerSecond(),
      memoryBytes: this.#memoryBytes,
      machineMemoryBytes: totalmem(),
      lastStep: this.#lastStep,
      learningRate: this.#epochs.at(-1)?.learningRate ?? null,
      stopsEarlyIn: this.#stopsEarlyIn(),
      notices: this.#notices,
      error: this.#error,
    };
  }

  /** What was learned after that is learned anew. */
  #goBack({ phase, epoch }: Extract<Notice, { code: 'went-back' }>): void {
    this.#phase = phase;
    if (epoch !== null) this.#epochs = this.#epochs.slice(0, epoch);
  }

  #secondsSoFar(): number {
    return this.#secondsBefore + (this.#begunAt === null ? 0 : this.#now() - this.#begunAt);
  }

  #photosPerSecond(): number | null {
    const rate = this.#progress?.rate ?? null;
    if (rate === null || this.#stage?.unit !== 'steps') return rate;
    return rate * this.#start.recipe.phases[this.#phase]!.batchSize;
  }

  #stopsEarlyIn(): number | null {
    const patience = this.#start.recipe.earlyStoppingPatience;
    const own = this.#epochs.slice(this.#epochs.findLastIndex(({ phaseEpoch }) => phaseEpoch === 1));
    const best = bestEpoch(own);
    if (patience === null || !best?.validation) return null;
    return Math.max(0, patience - (own.at(-1)!.phaseEpoch - best.phaseEpoch));
  }

  #phaseOf(name: string | undefined): number {
    const { phases } = this.#start.recipe;
    // Of two phases of one name the later one is meant once the earlier was seen.
    const found = phases.findIndex((phase, index) => index >= this.#phase && phase.name === name);
    return found < 0 ? this.#phase : found;
  }
}

export function isAtWork(state: TrainingView['state']): boolean {
  return state === 'running' || state === 'pausing' || state === 'stopping';
}
