import type { Padding } from '../../../shared/network.ts';
import type { JoinedLayer } from '../keras-order.ts';

/** Layers as several bases have them, each joined to the one that it takes. */

/** A square convolution without activation and bias: a normalisation follows it. */
export function unbiasedConvolution(
  name: string,
  before: string,
  filters: number,
  side: number,
  stride: number,
  padding: Padding = 'same',
): JoinedLayer {
  return {
    kind: 'conv2d',
    name,
    filters,
    kernelSize: [side, side],
    strides: [stride, stride],
    padding,
    activation: 'linear',
    useBias: false,
    inputs: [before],
  };
}

export function normalised(name: string, before: string): JoinedLayer {
  return { kind: 'batchNorm', name, epsilon: 1e-3, inputs: [before] };
}

export function activated(name: string, before: string, activation: 'relu' | 'relu6'): JoinedLayer {
  return { kind: 'activation', name, activation, inputs: [before] };
}
