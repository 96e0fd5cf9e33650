import type { TrainedModel } from '../models/model-folder.ts';
import type { HostTensor } from '../storage/safetensors.ts';

type Network = Pick<TrainedModel, 'network' | 'weights'>;

/**
 * The same network with one probability a class: a last layer of one sigmoid unit z becomes a softmax over 0 and z,
 * which is 1 - p and p. Its weights are the unit's own beside zeros, so that half precision rounds them no further.
 */
export function withProbabilityAClass({ network, weights }: Network): Network {
  const last = network.layers.at(-1);
  if (last?.kind !== 'dense' || last.activation !== 'sigmoid') return { network, weights };
  const [kernel, bias] = [`${last.name}/kernel`, `${last.name}/bias`];
  return {
    network: {
      ...network,
      layers: [...network.layers.slice(0, -1), { ...last, units: 2, activation: 'softmax' }],
    },
    weights: new Map(weights)
      .set(kernel, besideZeros(weights.get(kernel)!))
      .set(bias, besideZeros(weights.get(bias)!)),
  };
}

/** [..., 1] to [..., 2]. */
function besideZeros({ shape, values }: HostTensor): HostTensor {
  const both = new Float32Array(values.length * 2);
  for (const [index, value] of values.entries()) both[index * 2 + 1] = value;
  return { shape: [...shape.slice(0, -1), 2], values: both };
}
