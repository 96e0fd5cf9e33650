import { assertNever } from './assert-never.ts';
import type { LayerSpec, WeightedSpec } from './network.ts';

/** What a layer's tensors are called, in Keras's words; their names are `LAYER/PART`. */
export type WeightPart =
  | 'kernel'
  | 'depthwise_kernel'
  | 'pointwise_kernel'
  | 'bias'
  | 'gamma'
  | 'beta'
  | 'moving_mean'
  | 'moving_variance';

/** A layer's parts in Keras's order; none for a layer without weights. */
export function weightParts(layer: LayerSpec): readonly WeightPart[] {
  switch (layer.kind) {
    case 'conv2d':
      return withBias(['kernel'], layer);
    case 'depthwiseConv2d':
      return withBias(['depthwise_kernel'], layer);
    case 'separableConv2d':
      return withBias(['depthwise_kernel', 'pointwise_kernel'], layer);
    case 'dense':
      return ['kernel', 'bias'];
    case 'batchNorm':
      return [
        ...(layer.scale === false ? [] : (['gamma'] as const)),
        'beta',
        'moving_mean',
        'moving_variance',
      ];
    case 'maxPool2d':
    case 'averagePool2d':
    case 'globalAveragePool2d':
    case 'zeroPadding2d':
    case 'localResponseNormalization':
    case 'activation':
    case 'add':
    case 'concatenate':
    case 'flatten':
    case 'dropout':
      return [];
    default:
      return assertNever(layer);
  }
}

function withBias(
  kernels: readonly WeightPart[],
  { useBias = true }: { readonly useBias?: boolean },
): readonly WeightPart[] {
  return useBias ? [...kernels, 'bias'] : kernels;
}

export function hasWeights(layer: LayerSpec): layer is WeightedSpec {
  return weightParts(layer).length > 0;
}

/** Whether training changes a weight of this name: all but the statistics of a batch normalisation. */
export function isLearnable(weightName: string): boolean {
  return !/\/moving_(mean|variance)$/.test(weightName);
}

/** Whether a weight of this name is one that the penalty on squares is for. */
export function isKernel(weightName: string): boolean {
  return /\/(depthwise_|pointwise_)?kernel$/.test(weightName);
}
