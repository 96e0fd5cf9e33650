import type { ExportWeightType } from '../../shared/export-formats.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import type { KerasGraph } from './keras-graph.ts';

/** All weights that a file of Keras's layers is to hold. */
export interface KerasWeights {
  readonly graph: KerasGraph;
  /** Of the network. */
  readonly weights: TensorMap;
  /** As what the network's are kept. */
  readonly type: ExportWeightType;
}

/** One of them, and as what it is kept: what stands before the network must stay exact. */
export function keptWeight(
  { graph, weights, type }: KerasWeights,
  name: string,
): { readonly tensor: HostTensor; readonly type: ExportWeightType } {
  const own = graph.ownWeights.get(name);
  return own ? { tensor: own, type: 'float32' } : { tensor: weights.get(name)!, type };
}
