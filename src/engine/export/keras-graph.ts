import type { TensorMap } from '../storage/safetensors.ts';
import type { Described } from './describe-keras-layer.ts';

/** One operation of an exported Keras model. */
export interface KerasNode extends Described {
  readonly name: string;
  /** The nodes whose outputs it takes, or the input's name. */
  readonly inputs: readonly string[];
  /** Numbers that it takes after them: only operations of Keras 3 do. */
  readonly numbers?: readonly number[];
  /** Its weights by name, in Keras's order. */
  readonly weights: readonly string[];
}

export interface KerasInput {
  readonly name: string;
  readonly dtype: 'float32' | 'uint8' | 'int32';
  /** Height, width, channels; null: any. */
  readonly shape: readonly (number | null)[];
}

/** An exported model as Keras will see it, each node after those that it takes. */
export interface KerasGraph {
  readonly input: KerasInput;
  readonly nodes: readonly KerasNode[];
  /** Of the nodes that the network has not, beside its own. Never rounded: pixels must come through exactly. */
  readonly ownWeights: TensorMap;
}
