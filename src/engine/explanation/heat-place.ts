import type { NetworkSpec } from '../../shared/network.ts';
import { cutAtOrBelow } from '../models/layer-inputs.ts';

/**
 * The place of the layer that a class activation map is of: the last convolution with what belongs to it. In a network
 * of several branches that is where they have come together, and normalisation and activation follow it. null: there is
 * no convolution.
 */
export function heatPlace(network: Pick<NetworkSpec, 'layers'>): number | null {
  const { layers } = network;
  let place = layers.findLastIndex(({ kind }) => convolutions.includes(kind));
  if (place < 0) return null;
  const isOnePart = (): boolean => cutAtOrBelow(network, place + 1) === place + 1;
  while (!isOnePart() || belongings.includes(layers[place + 1]?.kind ?? '')) place++;
  return place;
}

const convolutions: readonly string[] = ['conv2d', 'depthwiseConv2d', 'separableConv2d'];
const belongings: readonly string[] = ['batchNorm', 'activation'];
