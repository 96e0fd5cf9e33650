import * as tf from '@tensorflow/tfjs';
import type { Conv2dSpec } from '../../shared/network.ts';

type Window = Pick<Conv2dSpec, 'strides' | 'padding' | 'groups'>;

/** A convolution, group by group where it has several: tfjs has no operation for them. */
export function convolve(
  { strides, padding, groups = 1 }: Window,
  input: tf.Tensor4D,
  kernel: tf.Tensor4D,
): tf.Tensor4D {
  if (groups === 1) return tf.conv2d<tf.Tensor4D>(input, kernel, [...strides], padding);
  const inputs = tf.split<tf.Tensor4D>(input, groups, -1);
  const kernels = tf.split<tf.Tensor4D>(kernel, groups, -1);
  return tf.concat(
    inputs.map((part, index) => tf.conv2d<tf.Tensor4D>(part, kernels[index]!, [...strides], padding)),
    -1,
  );
}

/** One filter a channel. */
export function convolveByChannel(
  { strides, padding }: Window,
  input: tf.Tensor4D,
  kernel: tf.Tensor4D,
): tf.Tensor4D {
  return tf.depthwiseConv2d<tf.Tensor4D>(input, kernel, [...strides], padding);
}
