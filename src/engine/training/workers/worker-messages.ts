import type { BackendName } from '../../../shared/backends.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import type { BatchInputs, StepBatch, StepMoment, StepOptions, StepOutcome } from '../training-step.ts';

/** A batch, or a part of one, with its masks drawn: what can cross to another process. */
export interface SentBatch extends Omit<StepBatch, 'dropoutMask'> {
  readonly inputs: BatchInputs;
  /** By the dropout layer. */
  readonly masks: ReadonlyMap<string, Float32Array>;
}

export type ToWorker =
  | {
      readonly kind: 'open';
      readonly backend: BackendName;
      /** Of the training's own process. */
      readonly device: string;
      readonly options: StepOptions;
      readonly precision: 'fp32' | 'bf16';
    }
  /** Computes a part of a batch and gives its gradients. */
  | { readonly kind: 'add'; readonly part: SentBatch }
  /** One update by the gradients of the whole batch. */
  | { readonly kind: 'update'; readonly gradients: TensorMap; readonly moment: StepMoment };

/** One answer a message, in order; after a failure the process ends. */
export type FromWorker =
  | { readonly kind: 'done' }
  | { readonly kind: 'added'; readonly outcome: StepOutcome; readonly gradients: TensorMap }
  | { readonly kind: 'failed'; readonly detail: string };
