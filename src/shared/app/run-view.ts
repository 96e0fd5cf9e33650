import type { BaseName } from '../bases.ts';
import type { Advice } from '../advice/advice.ts';
import type { EpochEvent, Notice, Stage } from '../job-events.ts';
import type { PlainError } from '../errors/thaw-error.ts';
import type { Evaluation, OpenedFile, RunConfig } from '../run-files.ts';
import type { Part } from '../dataset.ts';
import type { AcceptanceRule } from '../statistics/acceptance.ts';
import type { JudgedAnswer } from '../statistics/acceptance-curve.ts';
import type { LayerSpec } from '../network.ts';
import type { Score } from './score.ts';

export type RunState = 'waiting' | 'training' | 'paused' | 'finished' | 'failed';

/** One run in the rail and in comparisons. A run is named by its folder's name. */
export interface RunSummary {
  readonly run: string;
  readonly name: string;
  readonly recipe: string;
  /** Of a cross-validation: how many, and how many of them were measured; null: one model. */
  readonly folds: { readonly of: number; readonly measured: number } | null;
  /** thawed: a base of which a block learns; frozen: only the head; scratch: no base; opened: from a file. */
  readonly kind: 'thawed' | 'frozen' | 'scratch' | 'opened';
  readonly state: RunState;
  /** Through all folds. */
  readonly epochs: number;
  readonly epochsPlanned: number;
  /** On the test photos; null until finished, or without a test part. */
  readonly score: Score | null;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Training, measuring and caching; null until finished. */
  readonly seconds: number | null;
}

/** Where a cross-validation stands. */
export interface FoldsView {
  /** The one in hand, from 1. */
  readonly fold: number;
  readonly of: number;
  /** Of the finished folds, from the first on. */
  readonly scores: readonly Score[];
}

/** The running screen's numbers; of a cross-validation those of the fold in hand. */
export interface TrainingView {
  readonly run: string;
  /** null: one model. */
  readonly folds: FoldsView | null;
  readonly state: 'waiting' | 'running' | 'pausing' | 'paused' | 'stopping' | 'finished' | 'failed';
  /** What is being done; null while waiting or at rest. */
  readonly stage: Stage | null;
  /** Of the stage: units done and in all. */
  readonly done: number;
  readonly total: number | null;
  /** Index into the phases; 0 while photos are read and features cached. */
  readonly phase: number;
  readonly phases: readonly { readonly name: string; readonly epochs: number }[];
  /** Finished epochs through all phases. */
  readonly epoch: number;
  /**
   * Seconds of all that is left, honest: null until it can be told. Never rises by more than it fell without `slower` being
   * true, within a fold.
   */
  readonly secondsLeft: number | null;
  readonly slower: boolean;
  readonly secondsSoFar: number;
  readonly photosPerSecond: number | null;
  /** Of the job process now, and of the machine; bytes. */
  readonly memoryBytes: number | null;
  readonly machineMemoryBytes: number;
  /** The mean loss of the last steps, up to the one of this number, where the recipe asks for it; null: not yet. */
  readonly lastStep: { readonly step: number; readonly loss: number } | null;
  readonly learningRate: number | null;
  /** Epochs without gain until the phase stops; null: it does not stop early. */
  readonly stopsEarlyIn: number | null;
  readonly notices: readonly Notice[];
  readonly error: PlainError | null;
}

/** A place in its training that a run can go back to. */
export interface SnapshotView {
  /** Through all phases. */
  readonly step: number;
  /** Index of the phase. */
  readonly phase: number;
  /** Epochs that were finished by then, through all phases; missing where an older version kept it. */
  readonly epoch?: number;
}

/** What `training.watch` sends: everything first, then what is new. */
export type TrainingNews =
  | { readonly kind: 'all'; readonly view: TrainingView; readonly epochs: readonly EpochEvent[] }
  | { readonly kind: 'view'; readonly view: TrainingView }
  | { readonly kind: 'epoch'; readonly epoch: EpochEvent };

/** A run's rule for "none of these". */
export interface AcceptanceView {
  /** null: every answer stands. */
  readonly rule: AcceptanceRule | null;
  /** The share of validation photos that a person chose; null: the rule is as Thaw chose it. */
  readonly share: number | null;
  /** What tells how familiar a photo is; null where the model cannot. */
  readonly known: KnownView | null;
}

/** The training photos that a model compares others with. */
export interface KnownView {
  /** The layer by which they are compared. */
  readonly layer: string;
  /** The how manieth nearest of them counts. */
  readonly neighbours: number;
}

/** What rules are chosen by and measured on: a run's answers, part by part. */
export interface JudgedAnswers {
  readonly validation: readonly JudgedAnswer[];
  readonly test: readonly JudgedAnswer[];
}

/** A layer of a run's network, to be looked into. */
export interface LayerView {
  readonly layer: string;
  /** As of `NetworkBar`. */
  readonly block: string;
  readonly kind: LayerSpec['kind'];
  /** Height, width and channels; or the number of units. */
  readonly outputShape: readonly number[];
}

/** A finished or unfinished run with all that the results show. */
export interface RunView {
  readonly summary: RunSummary;
  /** Of a model from a file: how training would go on with it. */
  readonly config: RunConfig;
  /** From where the model was opened; null: Thaw trained it. */
  readonly opened: OpenedFile | null;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly layers: readonly LayerView[];
  readonly epochs: readonly EpochEvent[];
  /** The epoch whose weights are the model; null until there is one. */
  readonly bestEpoch: number | null;
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly notes: string;
  /** Seconds by stage, where the run recorded them. */
  readonly timings: Readonly<Record<string, number>>;
  /** Photos by part. */
  readonly counts: Readonly<Record<Part, number>>;
  readonly bytes: number;
  readonly environment: Readonly<Record<string, unknown>>;
  /** What makes an answer "none of these". */
  readonly acceptance: AcceptanceView;
  /** What is worth doing, the weightiest first; null: not finished, or the run's files do not tell. */
  readonly advice: readonly Advice[] | null;
  /** Ended by "Stop and keep the best": training may go on from here. */
  readonly stoppedAt: number | null;
}

/** One fold of a cross-validation. */
export interface FoldView {
  /** From 1. */
  readonly fold: number;
  /** On its test photos; null: not measured. */
  readonly score: Score | null;
  /** Photos by part. */
  readonly counts: Readonly<Record<Part, number>>;
  readonly epochs: number;
  /** The epoch that was tested; null until there is one. */
  readonly bestEpoch: number | null;
  /** As a run's. */
  readonly seconds: number | null;
}

/** A cross-validation with all that the results show. */
export interface CrossValidationView {
  readonly summary: RunSummary;
  /** The first fold's; the others differ by their split alone. */
  readonly config: RunConfig;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly folds: readonly FoldView[];
  /** The measured folds together; null: none. */
  readonly test: Evaluation | null;
  readonly notes: string;
  readonly bytes: number;
}

/** One photo's answer by a run. */
export interface AnswerView {
  readonly path: string;
  readonly version: string | null;
  readonly className: string;
  readonly answer: string;
  /** Of the answer. */
  readonly probability: number;
}

export interface AnswerPage {
  readonly total: number;
  readonly answers: readonly AnswerView[];
}

/** A check before the start. One that is not `ok` says by its kind and facts what is missing. */
export type ReadyCheck =
  | {
      readonly kind: 'data';
      readonly ok: boolean;
      readonly counts: Readonly<Record<Part, number>>;
      readonly error: PlainError | null;
    }
  | {
      /** Where the run is to begin with another one's weights. */
      readonly kind: 'start';
      readonly ok: boolean;
      /** Layers whose weights are taken. */
      readonly taken: number;
      /** Layers of another shape, or for other classes. */
      readonly anew: readonly string[];
      readonly error: PlainError | null;
    }
  | {
      readonly kind: 'weights';
      readonly ok: boolean;
      readonly base: BaseName;
      readonly error: PlainError | null;
    }
  | {
      readonly kind: 'device';
      readonly ok: boolean;
      readonly backend: string;
      readonly device: string;
      readonly cores: number;
      readonly error: PlainError | null;
    }
  | {
      readonly kind: 'space';
      readonly ok: boolean;
      readonly neededBytes: number;
      readonly freeBytes: number;
      readonly copiesThatFit: number;
    };

/** One phase as its card shows it. */
export interface PhasePlan {
  readonly name: string;
  readonly epochs: number;
  readonly learningParameters: number;
  /** Seconds on this device, from measured speeds; null until measured. */
  readonly seconds: number | null;
}

/** One bar of the network's picture. */
export interface NetworkBar {
  readonly layer: string;
  /** `block1` to `block5` and so on for a base, `layers` for a network from scratch, `head`. */
  readonly block: string;
  /** Side of its output in pixels; 1 for dense layers. */
  readonly resolution: number;
  /** Has weights that can learn. */
  readonly learnable: boolean;
  /** Learns in phase N (index). */
  readonly learns: readonly boolean[];
}

export interface TrainingPlanView {
  readonly parameters: number;
  readonly bars: readonly NetworkBar[];
  readonly phases: readonly PhasePlan[];
  readonly checks: readonly ReadyCheck[];
  /** Of the whole run, through all folds; null until measured. */
  readonly seconds: number | null;
}
