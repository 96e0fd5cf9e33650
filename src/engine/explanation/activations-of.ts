import type { NetworkSpec } from '../../shared/network.ts';
import type { Parameters } from '../models/forward.ts';
import { layerActivations, type LayerActivations } from './layer-activations.ts';
import { networkInput } from './network-input.ts';

/** Every channel that layer `index` makes of a photo's pixels. Throws what layerActivations throws. */
export async function activationsOf(
  network: NetworkSpec,
  parameters: Parameters,
  pixels: Uint8Array,
  index: number,
): Promise<LayerActivations> {
  const input = networkInput(network, pixels);
  try {
    return await layerActivations(network, parameters, input, index);
  } finally {
    input.dispose();
  }
}
