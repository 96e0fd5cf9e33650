import type { NetworkSpec } from '../../shared/network.ts';
import type { LossConfig, OptimizerConfig, PhaseConfig } from '../../shared/recipe.ts';
import type { TensorMap } from '../storage/safetensors.ts';

/** How a batch holds its photos: RGB bytes, or features as floats or as half words (../features/float16.ts). */
export type InputType = 'pixels' | 'float16' | 'float32';

/** Batch first, row-major, in the array that belongs to the type: Uint8Array, Uint16Array or Float32Array. */
export type BatchInputs = Uint8Array | Uint16Array | Float32Array;

/** Penalty on the sum of squares of the learning kernels and, where it says so, biases. */
export type PenaltyConfig = Pick<PhaseConfig, 'l2' | 'l2Biases'>;

/** What a step trains, and from where; the network can be cut at both places (../models/layer-inputs.ts). */
export interface StepOptions {
  readonly network: NetworkSpec;
  /** Index of the first layer that runs in training; its input is what training batches hold. */
  readonly from: number;
  /** Of what training batches hold; pixels where `from` is 0. */
  readonly trainingType: InputType;
  /** Index of the first layer that runs in measuring: pixels, or features as float32. */
  readonly measureFrom: number;
  readonly optimizer: OptimizerConfig;
  readonly loss: LossConfig['kind'];
  readonly penalty: PenaltyConfig;
  /**
   * Photos that are computed at once, at most: larger batches are taken in parts whose gradients add up to one update.
   * null: a batch is computed whole.
   */
  readonly photosAtOnce: number | null;
  /** The parameters that learn. */
  readonly learning: TensorMap;
  /** The others of layers that run, in training or measuring. */
  readonly frozen: TensorMap;
  /** From a checkpoint; null: zeros. */
  readonly slots: TensorMap | null;
}

/**
 * Photos as the learning part of a network takes them, on the host. A step has let go of its batch when it answers: the
 * memory may then hold another.
 */
export interface StepBatch {
  readonly inputs: BatchInputs;
  /** Index of the class, per photo. */
  readonly labels: readonly number[];
  /** One weight per photo; null: all 1. */
  readonly weights: readonly number[] | null;
  /** The mask of a dropout layer, for `size` values: 0 or 1/(1-rate) each. */
  readonly dropoutMask: (layer: string, rate: number, size: number) => Float32Array;
}

/** Where in its phase an update stands. */
export interface StepMoment {
  /** From 0 through the phase; Adam counts by it. */
  readonly step: number;
  readonly learningRate: number;
}

export interface StepOutcome {
  /** Mean over the batch of weight times loss, plus the penalty, before the update. */
  readonly loss: number;
  /** Photos answered right, before the update. */
  readonly correct: number;
}

/** An outcome that is still on a GPU. It is read together with those around it. */
export interface LaterOutcome {
  /** Throws what a reading from the device throws. */
  readonly read: () => Promise<StepOutcome>;
}

/** Known at once where a processor computes, or TensorFlow. */
export type Outcome = StepOutcome | LaterOutcome;

/** Copies on the host. */
export interface StepState {
  readonly parameters: TensorMap;
  /** By `PARAMETER/SLOT`. */
  readonly slots: TensorMap;
}

/** At once from a device that is waited for, later from a GPU whose answers have to be fetched. */
export type Answer<Result> = Result | Promise<Result>;

/**
 * The part of a network that learns in a phase, on a backend, in this process: how a step is computed, operation by
 * operation or as one session graph, stays behind it. What fails leaves parameters and slots as they were. A call waits
 * until the one before has answered. Methods that compute throw, or reject with, `out-of-memory` (or tfjs's own error,
 * ../backend/out-of-memory.ts), `graph-rejected`.
 */
export interface TrainingStep {
  /** Whether a batch can be given in parts, by `addPart` to `update`. */
  readonly takesParts: boolean;
  /** One update. */
  run(batch: StepBatch, moment: StepMoment): Answer<StepOutcome>;
  /**
   * Computes a part of a batch (./split-batch.ts) and keeps its gradients, or adds them to those kept; without penalty.
   */
  addPart(part: StepBatch, isFirst: boolean): Answer<Outcome>;
  /** The gradients kept: copies on the host, by parameter, without penalty. */
  gradients(): Promise<TensorMap>;
  /** Keeps these instead. */
  setGradients(gradients: TensorMap): void;
  /** The update by the gradients kept; its loss is the penalty before it, and nothing is answered. */
  update(moment: StepMoment): Answer<Outcome>;
  /**
   * Logits [count, numOutputs], row-major, without dropout and update; always in fp32. Lets go of its inputs as of a
   * batch.
   */
  logits(inputs: BatchInputs, count: number): Answer<Float32Array>;
  /** The learning parameters and the optimizer's slots. */
  state(): Promise<StepState>;
  close(): void;
}

/** What the trainer knows: steps that find their way where memory runs short (./patient-step.ts). */
export interface StepRunner {
  /** One update. Throws `out-of-memory` where one photo is too much. */
  run(batch: StepBatch, moment: StepMoment): Promise<StepOutcome>;
  /** The same, without waiting for an outcome that has to be read from a GPU. */
  begin(batch: StepBatch, moment: StepMoment): Promise<Outcome>;
  logits(inputs: BatchInputs, count: number): Promise<Float32Array>;
  state(): Promise<StepState>;
  close(): void;
}
