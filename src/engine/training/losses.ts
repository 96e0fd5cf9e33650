import * as tf from '@tensorflow/tfjs';
import type { LossConfig } from '../../shared/recipe.ts';
import { isKernel } from '../../shared/weight-parts.ts';
import { hingeLosses } from './hinge-loss.ts';
import type { PenaltyConfig } from './training-step.ts';

/**
 * Cross-entropies from logits, per photo, with the gradient given in closed form (probability minus target), as
 * TensorFlow's fused kernels have it: stable for any logit, and fewer operations than by the tape.
 */

/** What training lowers, one per photo: shape [batch]. Logits and targets as for `crossEntropy`. */
export function photoLosses(
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
  loss: LossConfig['kind'],
): tf.Tensor1D {
  return loss === 'cross-entropy' ? crossEntropy(logits, targets) : hingeLosses(logits, targets, loss);
}

/** One loss per photo, shape [batch], for logits [batch, numClasses] or [batch, 1] and targets of the same shape. */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  return logits.shape[1] === 1 ? sigmoidCrossEntropy(logits, targets) : softmaxCrossEntropy(logits, targets);
}

/** max(x, 0) - x z + log(1 + exp(-|x|)). Source: tf.nn.sigmoid_cross_entropy_with_logits. */
function sigmoidCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  const operation = tf.customGrad((x, save) => {
    const logit = x as tf.Tensor;
    (save as tf.GradSaveFunc)([logit, targets]);
    const value = tf.add(
      tf.sub(tf.relu(logit), tf.mul(logit, targets)),
      tf.log1p(tf.exp(tf.neg(tf.abs(logit)))),
    );
    return {
      value: tf.reshape(value, [-1]),
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(tf.sub(tf.sigmoid(saved[0]!), saved[1]!), tf.reshape(upstream, [-1, 1])),
    };
  });
  return operation(logits).as1D();
}

/** -sum(z log softmax(x)). Source: tf.nn.softmax_cross_entropy_with_logits. */
function softmaxCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  const operation = tf.customGrad((x, save) => {
    const logit = x as tf.Tensor2D;
    (save as tf.GradSaveFunc)([logit, targets]);
    return {
      value: tf.neg(tf.sum(tf.mul(tf.logSoftmax(logit), targets), 1)),
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(tf.sub(tf.softmax(saved[0]!), saved[1]!), tf.reshape(upstream, [-1, 1])),
    };
  });
  return operation(logits).as1D();
}

/** Labels as targets for a network with this many outputs: [batch, 1] of 0 and 1, or one-hot [batch, numOutputs]. */
export function targetValues(labels: readonly number[], numOutputs: number): Float32Array {
  if (numOutputs === 1) return Float32Array.from(labels);
  const values = new Float32Array(labels.length * numOutputs);
  labels.forEach((label, row) => (values[row * numOutputs + label] = 1));
  return values;
}

/** The targets as a tensor. */
export function targetsOf(labels: readonly number[], numOutputs: number): tf.Tensor2D {
  return tf.tensor2d(targetValues(labels, numOutputs), [labels.length, numOutputs]);
}

/** Photos answered right, as a scalar. One output: above 1/2 means class 1, as Keras's binary accuracy. */
export function countCorrect(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const right =
      logits.shape[1] === 1
        ? tf.equal(tf.greater(logits, 0), tf.greater(targets, 0.5))
        : tf.equal(tf.argMax(logits, 1), tf.argMax(targets, 1));
    return tf.sum(tf.cast(right, 'float32')).asScalar();
  });
}

/** Whether this parameter is penalised: kernels are, biases by choice; a batch normalisation's are not. */
export function isPenalised(name: string, { l2, l2Biases }: PenaltyConfig): boolean {
  return l2 > 0 && (isKernel(name) || (l2Biases && name.endsWith('/bias')));
}

/** l2 times the sum of squares of what is penalised. Source: keras.regularizers.L2. */
export function weightPenalty(parameters: ReadonlyMap<string, tf.Tensor>, penalty: PenaltyConfig): tf.Scalar {
  return [...parameters]
    .filter(([name]) => isPenalised(name, penalty))
    .reduce<tf.Scalar>(
      // Twice: WebAssembly adds one by one, and loses a hundredth over a dense layer of 4,096 by 4,096.
      (sum, [, parameter]) => tf.add(sum, tf.mul(tf.sum(tf.sum(tf.square(parameter), 0)), penalty.l2)),
      tf.scalar(0),
    );
}
