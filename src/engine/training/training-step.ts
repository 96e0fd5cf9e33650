import type { TensorMap } from '../storage/safetensors.ts';

/** Photos as the learning part of a network takes them, on the host. A buffer given to a step is never used again. */
export interface MeasureBatch {
  /** Batch first, then the input's shape. Float32: features at the first learning layer. Uint8: RGB pixels. */
  readonly inputs: Float32Array | Uint8Array;
  /** Index of the class, per photo. */
  readonly labels: readonly number[];
}

export interface StepBatch extends MeasureBatch {
  /** One weight per photo; null: all 1. */
  readonly weights: readonly number[] | null;
  /** The mask of a dropout layer, for `size` values: 0 or 1/(1-rate) each. */
  readonly dropoutMask: (layer: string, rate: number, size: number) => Float32Array;
}

export interface StepOutcome {
  /** Mean over the batch of weight times cross-entropy, plus the penalty, before the update. */
  readonly loss: number;
  /** Photos answered right, before the update. */
  readonly correct: number;
}

/** Copies on the host. */
export interface StepState {
  readonly parameters: TensorMap;
  /** By `PARAMETER/SLOT`. */
  readonly slots: TensorMap;
}

/**
 * The part of a network that learns in a phase, on a backend. The trainer knows only this interface: how a step is
 * computed, operation by operation or as one session graph, stays behind it.
 */
export interface TrainingStep {
  /** One update. `step` counts from 0 through the phase. */
  run(batch: StepBatch, step: number): StepOutcome;
  /** Logits [count, numOutputs], row-major, without dropout and update; always in fp32. */
  logits(inputs: Float32Array | Uint8Array, count: number): Float32Array;
  learningRate(step: number): number;
  /** The learning parameters and the optimizer's slots. */
  state(): Promise<StepState>;
  close(): void;
}
