import type { EpochEvent } from '../../shared/job-events.ts';
import type { PhaseConfig } from '../../shared/recipe.ts';
import type { EpochTotals } from '../training/checkpoint-store.ts';
import type { StepState } from '../training/training-step.ts';

/**
 * Whatever watches training is a callback; the loop knows only the list. They are called in the order of the list,
 * and an error thrown by one ends the training.
 */
export interface TrainingCallback {
  onPhaseStart?(phase: PhaseStart): void | Promise<void>;
  onBatchEnd?(batch: BatchEnd): void | Promise<void>;
  /** Memory ran short: so many photos are computed at once from now on. The updates stay the same. */
  onFewerAtOnce?(photos: number): void;
  /** A process that shared the steps has ended: so many are left, this one counted. The updates stay the same. */
  onWorkerLost?(processes: number): void;
  /** The next epoch may be under way meanwhile; its end waits until all were told of this one. */
  onEpochEnd?(epoch: EpochEnd): void | Promise<void>;
  /** Asked after every epoch, while others are still told of it: true ends the phase. Changes and reports nothing. */
  endsPhase?(epoch: EpochEnd): boolean;
  onPhaseEnd?(phase: PhaseEnd): void | Promise<void>;
  /**
   * Asked before a phase and after every epoch: true ends the whole training, once all were told. `epochsDone`: through
   * all phases.
   */
  endsTraining?(epochsDone: number): boolean;
}

/** Thrown by `onBatchEnd`: ends the whole training at once; the epoch under way is dropped. */
export class EndTraining extends Error {}

export interface PhaseStart {
  readonly phase: PhaseConfig;
  /** Index of the phase, from 0. */
  readonly index: number;
  readonly stepsPerEpoch: number;
  /** Epochs of the phase that an earlier process finished. */
  readonly epochsDone: number;
}

export interface BatchEnd {
  readonly phase: PhaseConfig;
  readonly index: number;
  /** Counted through all phases, from 1: the epoch under way. */
  readonly epoch: number;
  /** Counted through the phase, from 0. */
  readonly step: number;
  readonly lastOfEpoch: boolean;
  /** Steps of the run so far, this one included. */
  readonly stepsOfRun: number;
  /** Finished epochs of the phase. */
  readonly phaseEpochsDone: number;
  /** Of the epoch under way, this batch included. Waits for a GPU. Throws `loss-not-finite`. */
  readonly totals: () => Promise<EpochTotals>;
  /** null: still on a GPU, which is asked for it once an epoch, or where somebody calls `readLoss`. */
  readonly loss: number | null;
  /** Throws `loss-not-finite`. */
  readonly readLoss: () => Promise<number>;
  readonly learningRate: number;
  /** Copies of what was learned, once everyone was told of the epochs before. */
  readonly state: () => Promise<StepState>;
}

export interface EpochEnd {
  readonly phase: PhaseConfig;
  readonly index: number;
  /** What everyone is told about the epoch. */
  readonly event: EpochEvent;
  /** Finished epochs of this phase, this one included. */
  readonly history: readonly EpochEvent[];
  /** Steps done in this phase: the number of the next one. */
  readonly nextStep: number;
  /** Copies of what was learned. */
  readonly state: StepState;
}

export interface PhaseEnd {
  readonly phase: PhaseConfig;
  readonly index: number;
  readonly history: readonly EpochEvent[];
}
