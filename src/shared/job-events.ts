import type { SkippedFile } from './dataset.ts';
import type { PlainError } from './errors/thaw-error.ts';
import type { GpuFailure } from './gpu-failure.ts';
import type { IndexedPhoto } from './indexed-photo.ts';
import type { ModelAnswer } from './job-asks.ts';
import type { Stage } from './stage.ts';

export type { Stage } from './stage.ts';

/** A stage begins. `total` counts its units (photos, epochs, bytes); null where it is not known. */
export interface StageEvent {
  readonly kind: 'stage';
  readonly stage: Stage;
  readonly total: number | null;
  readonly unit: 'photos' | 'files' | 'epochs' | 'bytes' | 'steps';
  /** For training: the name of the phase. For a download: what is fetched. */
  readonly detail?: string;
}

/** How far the current stage is; sent at most 4 times a second and once at its end. */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly stage: Stage;
  readonly done: number;
  readonly total: number | null;
  /** Units per second over the last seconds; null until measured. */
  readonly rate: number | null;
}

/** One finished epoch: a line of metrics.jsonl, and a line of the live table. */
export interface EpochEvent {
  readonly kind: 'epoch';
  readonly phase: string;
  /** Counted through all phases, from 1. */
  readonly epoch: number;
  /** Within the phase, from 1. */
  readonly phaseEpoch: number;
  readonly phaseEpochs: number;
  readonly training: { readonly loss: number; readonly accuracy: number };
  /** null where there is no validation part. */
  readonly validation: { readonly loss: number; readonly accuracy: number } | null;
  readonly learningRate: number;
  readonly seconds: number;
  readonly photosPerSecond: number;
  /** True for the best epoch of its phase so far. */
  readonly best: boolean;
}

/** Something worth saying that does not end the job. */
export interface NoticeEvent {
  readonly kind: 'notice';
  readonly notice: Notice;
}

export type Notice =
  | { readonly code: 'no-validation-part' }
  | { readonly code: 'no-test-part' }
  | { readonly code: 'class-weights'; readonly weights: Readonly<Record<string, number>> }
  | {
      readonly code: 'backend';
      readonly backend: string;
      readonly device: string;
      readonly precision: string;
    }
  | { readonly code: 'slow-backend'; readonly backend: string; readonly remedy: string }
  /** What a training will take on this computer, in seconds: all of it, and by phase with the features it needs. */
  | {
      readonly code: 'time-estimate';
      readonly seconds: number;
      readonly phases: readonly { readonly name: string; readonly seconds: number }[];
    }
  | { readonly code: 'shorter-phases'; readonly epochs: readonly number[]; readonly usual: readonly number[] }
  | { readonly code: 'resumed'; readonly epoch: number }
  /** The run stands where it stood at the snapshot of this step. */
  | {
      readonly code: 'went-back';
      readonly step: number;
      /** Index of the phase. */
      readonly phase: number;
      /** Epochs that were finished then, through all phases; null: an older version kept the snapshot. */
      readonly epoch: number | null;
    }
  /** Memory ran short: batches are computed in parts of so many photos. */
  | { readonly code: 'fewer-at-once'; readonly photos: number }
  /** Work left the GPU that it ran on and goes on on the processor; a training after so many finished epochs, else null. */
  | {
      readonly code: 'gpu-left';
      readonly gpu: string;
      readonly reason: GpuFailure['reason'];
      readonly epoch: number | null;
    }
  /** Batches of a phase would take more memory than there is (bytes): so many photos are computed at once. */
  | {
      readonly code: 'fitted-to-memory';
      readonly phase: string;
      readonly photos: number;
      readonly batch: number;
      readonly needed: number;
      readonly available: number;
    }
  /** A process that shared the steps has ended: so many are left. */
  | { readonly code: 'fewer-workers'; readonly processes: number }
  /** Memory ran short: a network whose weights stay looks at so many photos at once from now on. */
  | { readonly code: 'smaller-pass'; readonly photos: number }
  /** `taken`: layers whose weights are another run's; `seenPhotos`: of validation and test that it learned from. */
  | {
      readonly code: 'started-from';
      readonly run: string;
      readonly taken: number;
      readonly anew: readonly string[];
      readonly seenPhotos: number;
    }
  | { readonly code: 'early-stop'; readonly phase: string; readonly epoch: number }
  | { readonly code: 'skipped-files'; readonly skipped: readonly SkippedFile[] }
  | { readonly code: 'missing-value'; readonly what: string };

export interface PredictionEvent {
  readonly kind: 'prediction';
  readonly file: string;
  /** The likeliest class; null where the file could not be read. */
  readonly label: string | null;
  /** By class name, in the order of the classes; they sum to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** -1 to 1 (engine/familiarity); null where the model cannot tell. */
  readonly familiarity: number | null;
  /** false: "none of these"; `label` is the likeliest class all the same. */
  readonly accepted: boolean;
}

/** How a training stands after some steps, where its recipe asks for that. */
export interface StepEvent {
  readonly kind: 'step';
  /** Steps so far, through all phases. */
  readonly step: number;
  /** Mean of the batches since the last such event. */
  readonly loss: number;
  readonly learningRate: number;
}

/** Resident memory of the job process; sent by trainings about every second. */
export interface MemoryEvent {
  readonly kind: 'memory';
  readonly bytes: number;
}

/** The model is in memory: asks are answered from now on without waiting for it. */
export interface ModelOpenedEvent {
  readonly kind: 'model-opened';
}

/** An answer of an open model to one ask. */
export interface ModelAnswerEvent {
  readonly kind: 'model-answer';
  /** The ask's id. */
  readonly ask: string;
  readonly answer: ModelAnswer;
}

/** Photos that were read since the last such event, a few at a time. */
export interface PhotosReadEvent {
  readonly kind: 'photos-read';
  readonly photos: readonly IndexedPhoto[];
}

/** The last event of a job that did its work. */
export interface ResultEvent<Result = unknown> {
  readonly kind: 'result';
  readonly result: Result;
}

/** The last event of a job that could not. */
export interface ErrorEvent {
  readonly kind: 'error';
  readonly error: PlainError;
}

export type JobEvent =
  | StageEvent
  | ProgressEvent
  | EpochEvent
  | NoticeEvent
  | PredictionEvent
  | StepEvent
  | MemoryEvent
  | ModelOpenedEvent
  | ModelAnswerEvent
  | PhotosReadEvent
  | ResultEvent
  | ErrorEvent;

/** Where the engine's operations report to: every event but the last one, which the job process sends itself. */
export type Report = (event: Exclude<JobEvent, ResultEvent | ErrorEvent>) => void;
