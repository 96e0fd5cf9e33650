import type { NetworkSpec } from '../../shared/network.ts';
import type { TensorMap } from '../storage/safetensors.ts';

/**
 * The weights of a network whose logits are divided by `temperature`: the last layer's kernel and bias are. Whatever
 * runs the network, in Thaw or elsewhere, then gives calibrated probabilities without knowing of it.
 */
export function foldTemperature(network: NetworkSpec, weights: TensorMap, temperature: number): TensorMap {
  const last = network.layers.at(-1)!;
  const folded = new Map(weights);
  for (const which of ['kernel', 'bias']) {
    const name = `${last.name}/${which}`;
    const { shape, values } = weights.get(name)!;
    folded.set(name, { shape, values: values.map((value) => value / temperature) });
  }
  return folded;
}
