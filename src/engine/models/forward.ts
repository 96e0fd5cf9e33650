import * as tf from '@tensorflow/tfjs';
import { assertNever } from '../../shared/assert-never.ts';
import type {
  Activation,
  ChannelOrder,
  DropoutSpec,
  LayerSpec,
  NetworkSpec,
  Preprocessing,
} from '../../shared/network.ts';
import { luma } from '../../shared/preprocessing.ts';

/** Kernels and biases as tensors of the global backend: `block1_conv1/kernel`, `block1_conv1/bias`. */
export type Parameters = ReadonlyMap<string, tf.Tensor>;

export interface ForwardOptions {
  /** Index of the first layer that runs; `input` is what this layer takes. */
  readonly from: number;
  /** Index after the last layer that runs. */
  readonly to: number;
  /** The mask for a dropout layer, of the shape given (batch first), 0 or 1/(1-rate); null: not in training. */
  readonly dropout: ((layer: DropoutSpec, shape: readonly number[]) => tf.Tensor) | null;
  /** Leaves out the activation of the network's last layer. */
  readonly logits: boolean;
  /** Filled with the output of every layer that runs, by name. */
  readonly capture?: Map<string, tf.Tensor>;
}

/**
 * Runs layers `from` to `to` - 1 on a batch, by tfjs ops that every backend has and that have gradients.
 * `input`: batch first, preprocessed. Wrap it in tf.tidy: intermediate tensors are not disposed here.
 */
export function forward(
  network: NetworkSpec,
  parameters: Parameters,
  input: tf.Tensor,
  options: ForwardOptions,
): tf.Tensor {
  let values = input;
  for (let index = options.from; index < options.to; index++) {
    const bare = options.logits && index === network.layers.length - 1;
    values = applyLayer(network.layers[index]!, parameters, values, bare, options.dropout);
    options.capture?.set(network.layers[index]!.name, values);
  }
  return values;
}

/** Pixels (batch, height, width, RGB; 0 to 255) to network input: channel order, minus the mean, times the scale. */
export function preprocess(pixels: tf.Tensor4D, preprocessing: Preprocessing): tf.Tensor4D {
  return tf.tidy(() => {
    const floats = tf.cast(pixels, 'float32');
    const ordered = inOrder(floats, preprocessing.channelOrder);
    return tf.mul(tf.sub(ordered, tf.tensor1d([...preprocessing.mean])), preprocessing.scale);
  });
}

function inOrder(pixels: tf.Tensor4D, order: ChannelOrder): tf.Tensor4D {
  switch (order) {
    case 'rgb':
      return pixels;
    case 'bgr':
      return tf.reverse(pixels, 3);
    case 'grey': {
      const weighed = tf.sum<tf.Tensor4D>(tf.mul(pixels, tf.tensor1d([...luma.weights])), 3, true);
      return tf.floor(tf.div(tf.add(weighed, luma.half), luma.divisor));
    }
    default:
      return assertNever(order);
  }
}

function applyLayer(
  layer: LayerSpec,
  parameters: Parameters,
  input: tf.Tensor,
  bare: boolean,
  dropout: ForwardOptions['dropout'],
): tf.Tensor {
  switch (layer.kind) {
    case 'conv2d': {
      const kernel = parameterOf(parameters, layer.name, 'kernel') as tf.Tensor4D;
      const convolved = tf.conv2d(input as tf.Tensor4D, kernel, [...layer.strides], layer.padding);
      const biased = tf.add(convolved, parameterOf(parameters, layer.name, 'bias'));
      return bare ? biased : activate(biased, layer.activation);
    }
    case 'maxPool2d':
      return tf.maxPool(input as tf.Tensor4D, [...layer.poolSize], [...layer.strides], layer.padding);
    case 'flatten':
      return tf.reshape(input, [input.shape[0], -1]);
    case 'dense': {
      const product = tf.matMul(input, parameterOf(parameters, layer.name, 'kernel'));
      const biased = tf.add(product, parameterOf(parameters, layer.name, 'bias'));
      return bare ? biased : activate(biased, layer.activation);
    }
    case 'dropout':
      return dropout ? tf.mul(input, dropout(layer, input.shape)) : input;
    default:
      return assertNever(layer);
  }
}

function activate(values: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'linear':
      return values;
    case 'relu':
      return tf.relu(values);
    case 'sigmoid':
      return tf.sigmoid(values);
    case 'softmax':
      return tf.softmax(values);
    default:
      return assertNever(activation);
  }
}

function parameterOf(parameters: Parameters, layer: string, which: 'kernel' | 'bias'): tf.Tensor {
  const found = parameters.get(`${layer}/${which}`);
  if (!found) throw new Error(`no parameter ${layer}/${which}`);
  return found;
}
