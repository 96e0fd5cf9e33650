import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { heatPlace } from './heat-place.ts';
import { forward, type Parameters } from '../models/forward.ts';

/** How much each place of a picture speaks for a class: rows from the top, 0 to 1. */
export interface ClassActivationMap {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

export interface ClassActivationRequest {
  /** What goes into layer `from`: [1, ...shape], the preprocessed picture for 0, or cached features. */
  readonly input: tf.Tensor;
  readonly from: number;
  readonly classIndex: number;
}

/**
 * The class activation map (Grad-CAM) of one picture at the last convolution (heat-place.ts): the mean over channels of activation
 * times mean gradient of the class's score, relu, divided by the maximum. A map of zeros where nothing speaks for
 * the class. Source: R. Selvaraju et al., "Grad-CAM", 2017; F. Chollet, "Deep Learning with Python", 5.4.3.
 *
 * The score is the log odds of the class's probability p. Its gradient is that of p divided by p(1-p), a factor that
 * the division by the maximum takes out again, so that the map is that of p; but it does not vanish in fp32 where the
 * network is certain. Throws `network-without-places` where there is no convolution.
 */
export async function classActivationMap(
  network: NetworkSpec,
  parameters: Parameters,
  { input, from, classIndex }: ClassActivationRequest,
): Promise<ClassActivationMap> {
  const last = heatPlace(network);
  if (last === null) throw new ThawError('network-without-places', {});
  const plain = { dropout: null } as const;
  const map = tf.tidy(() => {
    const activation = forward(network, parameters, input, { ...plain, from, to: last + 1, logits: false });
    const logOdds = (place: tf.Tensor): tf.Scalar => {
      const rest = { ...plain, from: last + 1, to: network.layers.length, logits: true };
      return logOddsOf(forward(network, parameters, place, rest), classIndex);
    };
    const gradient = tf.grad(logOdds)(activation);
    const weights = tf.mean(gradient, [0, 1, 2]);
    const raw = tf.relu(tf.mean(tf.mul(activation, weights), -1));
    return tf.div<tf.Tensor3D>(raw, tf.add(tf.max(raw), 1e-12));
  });
  const [, height, width] = map.shape;
  const values = await map.data<'float32'>();
  map.dispose();
  return { height, width, values };
}

/** log(p / (1 - p)) of one class, from logits [1, 1] (sigmoid: class 1) or [1, numClasses] (softmax). */
function logOddsOf(logits: tf.Tensor, classIndex: number): tf.Scalar {
  const numOutputs = logits.shape[1]!;
  const flat = tf.reshape(logits, [numOutputs]);
  if (numOutputs === 1) return tf.sum(classIndex === 1 ? flat : tf.neg(flat)).asScalar();
  const chosen = tf.oneHot(tf.scalar(classIndex, 'int32'), numOutputs).cast('float32');
  // The class itself is pushed out of the sum over the others by a logit that no exponential survives.
  const others = tf.sub(flat, tf.mul(chosen, 1e9));
  return tf.sub(tf.sum(tf.mul(flat, chosen)), tf.logSumExp(others)).asScalar();
}
