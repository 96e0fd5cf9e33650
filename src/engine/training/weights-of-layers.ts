import type { NetworkSpec } from '../../shared/network.ts';
import { layerOf } from '../models/parameters.ts';
import type { TensorMap } from '../storage/safetensors.ts';

/** The weights of layers from index `from` up to, not including, `to`. */
export function weightsOfLayers(
  network: NetworkSpec,
  weights: TensorMap,
  from: number,
  to = network.layers.length,
): TensorMap {
  const names = new Set(network.layers.slice(from, to).map(({ name }) => name));
  return new Map([...weights].filter(([name]) => names.has(layerOf(name))));
}
