import * as tf from '@tensorflow/tfjs';
import { assertNever } from '../../shared/assert-never.ts';
import type { ChannelOrder, NetworkSpec, Preprocessing } from '../../shared/network.ts';
import { luma } from '../../shared/preprocessing.ts';
import { applyLayer, type LayerRun, type Parameters } from './apply-layer.ts';
import { layerInputs } from './layer-inputs.ts';

export type { Parameters } from './apply-layer.ts';

export interface ForwardOptions {
  /** Place of the first layer that runs, where the network can be cut; `input` is what these layers take from below. */
  readonly from: number;
  /** Place after the last layer that runs. */
  readonly to: number;
  readonly dropout: LayerRun['dropout'];
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
  const { from, to, dropout, capture } = options;
  const inputs = layerInputs(network);
  const outputs = new Map([[from - 1, input]]);
  for (let index = from; index < to; index++) {
    const layer = network.layers[index]!;
    const bare = options.logits && index === network.layers.length - 1;
    const taken = inputs[index]!.map((place) => {
      const found = outputs.get(place);
      if (!found) throw new Error(`the network cannot be cut before ${network.layers[from]!.name}`);
      return found;
    });
    const output = applyLayer(layer, taken, { parameters, bare, dropout });
    outputs.set(index, output);
    capture?.set(layer.name, output);
  }
  return outputs.get(to - 1)!;
}

/** Pixels (batch, height, width, RGB; 0 to 255) to network input: channel order, minus the mean, times the scale. */
export function preprocess(pixels: tf.Tensor4D, preprocessing: Preprocessing): tf.Tensor4D {
  return tf.tidy(() => {
    const floats = tf.cast(pixels, 'float32');
    const ordered = inOrder(floats, preprocessing.channelOrder);
    return tf.mul(tf.sub(ordered, subtracted(preprocessing, pixels.shape)), preprocessing.scale);
  });
}

/** What is taken from every photo of this shape: a mean a channel, or a mean image. */
export function subtracted(
  { mean, meanImage }: Preprocessing,
  [, height, width]: readonly number[],
): tf.Tensor {
  if (!meanImage || meanImage.size !== height || meanImage.size !== width) return tf.tensor1d([...mean]);
  return tf.tensor3d(meanImage.values, [height, width, mean.length]);
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
