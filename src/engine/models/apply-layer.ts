import * as tf from '@tensorflow/tfjs';
import { assertNever } from '../../shared/assert-never.ts';
import type { DropoutSpec, LayerSpec } from '../../shared/network.ts';
import type { WeightPart } from '../../shared/weight-parts.ts';
import { fusedLayer, hasOwnOperations } from '../backend/webgpu/own-operations.ts';
import { activate, normalise } from './elementwise.ts';
import { convolve, convolveByChannel } from './convolve.ts';

/** Weights as tensors of the global backend: `block1_conv1/kernel`, `block1_conv1/bias`. */
export type Parameters = ReadonlyMap<string, tf.Tensor>;

export interface LayerRun {
  readonly parameters: Parameters;
  /** Leaves out the layer's activation. */
  readonly bare: boolean;
  /** The mask for a dropout layer, of the shape given (batch first), 0 or 1/(1-rate); null: not in training. */
  readonly dropout: ((layer: DropoutSpec, shape: readonly number[]) => tf.Tensor) | null;
}

/** One layer on the outputs that it takes, batch first, by tfjs ops. */
export function applyLayer(layer: LayerSpec, inputs: readonly tf.Tensor[], run: LayerRun): tf.Tensor {
  const [input] = inputs as [tf.Tensor4D];
  const weight = (part: WeightPart): tf.Tensor => parameterOf(run.parameters, layer.name, part);
  switch (layer.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'separableConv2d':
    case 'dense': {
      const fused = fusedOrNull(layer, input, weight, run.bare);
      if (fused) return fused;
      const product = productOf(layer, input, weight);
      const hasBias = layer.kind === 'dense' || layer.useBias !== false;
      const biased = hasBias ? tf.add(product, weight('bias')) : product;
      return run.bare ? biased : activate(biased, layer.activation);
    }
    case 'maxPool2d':
      return tf.maxPool(input, [...layer.poolSize], [...layer.strides], layer.padding);
    case 'averagePool2d':
      return tf.avgPool(input, [...layer.poolSize], [...layer.strides], layer.padding);
    case 'globalAveragePool2d':
      return tf.mean(input, [1, 2]);
    case 'zeroPadding2d': {
      const [vertical, horizontal] = layer.padding;
      return tf.pad(input, [[0, 0], [...vertical], [...horizontal], [0, 0]]);
    }
    case 'batchNorm':
      return normalise(layer, input, weight);
    case 'localResponseNormalization':
      return tf.localResponseNormalization(input, layer.depthRadius, layer.bias, layer.alpha, layer.beta);
    case 'activation':
      return run.bare ? input : activate(input, layer.activation);
    case 'add':
      return inputs.reduce((sum, each) => tf.add(sum, each));
    case 'concatenate':
      return tf.concat([...inputs], -1);
    case 'flatten':
      return tf.reshape(input, [input.shape[0], -1]);
    case 'dropout':
      return run.dropout ? tf.mul(input, run.dropout(layer, input.shape)) : input;
    default:
      return assertNever(layer);
  }
}

type MultiplyingSpec = Extract<
  LayerSpec,
  { kind: 'conv2d' | 'depthwiseConv2d' | 'separableConv2d' | 'dense' }
>;

/** In one operation, where this backend has one for such a layer. */
function fusedOrNull(
  layer: MultiplyingSpec,
  input: tf.Tensor4D,
  weight: (part: WeightPart) => tf.Tensor,
  bare: boolean,
): tf.Tensor | null {
  const isFused =
    layer.kind === 'dense' ||
    (layer.kind === 'conv2d' && layer.useBias !== false && (layer.groups ?? 1) === 1);
  if (!isFused || !hasOwnOperations()) return null;
  const relu = !bare && layer.activation === 'relu';
  const biased = fusedLayer(input, weight('kernel'), weight('bias'), {
    strides: layer.kind === 'dense' ? [1, 1] : layer.strides,
    pad: layer.kind === 'dense' ? 'valid' : layer.padding,
    relu,
  });
  return bare || relu ? biased : activate(biased, layer.activation);
}

function productOf(
  layer: MultiplyingSpec,
  input: tf.Tensor4D,
  weight: (part: WeightPart) => tf.Tensor,
): tf.Tensor {
  switch (layer.kind) {
    case 'conv2d':
      return convolve(layer, input, weight('kernel') as tf.Tensor4D);
    case 'depthwiseConv2d':
      return convolveByChannel(layer, input, weight('depthwise_kernel') as tf.Tensor4D);
    case 'separableConv2d': {
      const each = convolveByChannel(layer, input, weight('depthwise_kernel') as tf.Tensor4D);
      return tf.conv2d(each, weight('pointwise_kernel') as tf.Tensor4D, 1, 'valid');
    }
    case 'dense':
      return tf.matMul(input, weight('kernel'));
    default:
      return assertNever(layer);
  }
}

function parameterOf(parameters: Parameters, layer: string, part: WeightPart): tf.Tensor {
  const found = parameters.get(`${layer}/${part}`);
  if (!found) throw new Error(`no parameter ${layer}/${part}`);
  return found;
}
