import * as tf from '@tensorflow/tfjs';
import { assertNever } from '../../shared/assert-never.ts';
import type { Activation, BatchNormSpec } from '../../shared/network.ts';
import type { WeightPart } from '../../shared/weight-parts.ts';

export function activate(values: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'linear':
      return values;
    case 'relu':
      return tf.relu(values);
    case 'relu6':
      return tf.relu6(values);
    case 'sigmoid':
      return tf.sigmoid(values);
    case 'softmax':
      return tf.softmax(values);
    default:
      return assertNever(activation);
  }
}

/** A batch normalisation by its moving statistics, as one factor and one term a channel. */
export function normalise(
  { epsilon, scale = true }: BatchNormSpec,
  input: tf.Tensor,
  weight: (part: WeightPart) => tf.Tensor,
): tf.Tensor {
  const inverse = tf.rsqrt(tf.add(weight('moving_variance'), epsilon));
  const factor = scale ? tf.mul(inverse, weight('gamma')) : inverse;
  const term = tf.sub(weight('beta'), tf.mul(weight('moving_mean'), factor));
  return tf.add(tf.mul(input, factor), term);
}
