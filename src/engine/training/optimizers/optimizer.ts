import type { Tensor } from '@tensorflow/tfjs';
import type { StepMoment } from '../training-step.ts';

/**
 * How one parameter moves. Every rule follows Keras 3's formula, written in plain operations so that it is the same
 * on every backend, and keeps its memory (the slots) as plain tensors that a checkpoint can hold.
 */
export interface UpdateRule {
  /** Names of the tensors that the rule remembers per parameter, each of the parameter's shape, 0 at the start. */
  readonly slotNames: readonly string[];
  /** New tensors; the ones given are left as they are. `slots` come and go in the order of `slotNames`. */
  update(
    parameter: Tensor,
    gradient: Tensor,
    slots: readonly Tensor[],
    moment: StepMoment,
  ): { readonly parameter: Tensor; readonly slots: readonly Tensor[] };
}
