import * as tf from '@tensorflow/tfjs';
import { invertSymmetric } from './invert-symmetric.ts';

/** Penalties that are tried, in shares of the features' mean variance. */
const penalties = [0.03, 0.3, 3, 30] as const;

/**
 * How much each photo looks like each class to a linear classifier that was fitted without it: photos x classes, about 1
 * for a class and 0 for the others. Ridge regression on one-hot targets, whose answers with one photo left out follow
 * from one fit; of several penalties the one with the least squared error on photos left out. Source: T. Hastie, R.
 * Tibshirani and J. Friedman, "The Elements of Statistical Learning", 2nd ed., (7.64) and section 3.4.1.
 *
 * `features`: photos x channels.
 */
export async function leftOutScores(
  features: Float32Array,
  labels: readonly number[],
  numClasses: number,
): Promise<Float32Array> {
  const numPhotos = labels.length;
  const channels = features.length / numPhotos;
  const centred = tf.tidy(() => {
    const all = tf.tensor2d(features, [numPhotos, channels]);
    return tf.sub<tf.Tensor2D>(all, tf.mean(all, 0));
  });
  const targets = centredTargets(labels, numClasses);
  const wanted = tf.tensor2d(targets.values, [numPhotos, numClasses]);
  try {
    const products = Float64Array.from(await read(tf.matMul(centred, centred, true)));
    const variance = trace(products, channels) / channels;
    let best: { readonly error: number; readonly scores: Float32Array } | null = null;
    for (const penalty of penalties) {
      const inverse = invertSymmetric(withDiagonal(products, channels, penalty * variance), channels);
      const scores = await fitWithout(centred, wanted, targets.values, inverse);
      const error = scores.reduce((sum, score, at) => sum + (score - targets.values[at]!) ** 2, 0);
      if (!best || error < best.error) best = { error, scores };
    }
    return best!.scores.map((score, at) => score + targets.means[at % numClasses]!);
  } finally {
    tf.dispose([centred, wanted]);
  }
}

/** One-hot, less each class's mean. */
function centredTargets(
  labels: readonly number[],
  numClasses: number,
): { readonly values: Float32Array; readonly means: readonly number[] } {
  const means = Array.from(
    { length: numClasses },
    (_, index) => labels.filter((label) => label === index).length / labels.length,
  );
  const values = Float32Array.from(
    { length: labels.length * numClasses },
    (_, at) => (labels[Math.floor(at / numClasses)] === at % numClasses ? 1 : 0) - means[at % numClasses]!,
  );
  return { values, means };
}

/** What a fit of the others says of each photo: (fitted - leverage x target) / (1 - leverage). */
async function fitWithout(
  features: tf.Tensor2D,
  wanted: tf.Tensor2D,
  targets: Float32Array,
  inverse: Float64Array,
): Promise<Float32Array> {
  const channels = features.shape[1];
  const { fitted, leverages } = tf.tidy(() => {
    const projected = tf.matMul(features, tf.tensor2d(Float32Array.from(inverse), [channels, channels]));
    return {
      fitted: tf.matMul(projected, tf.matMul(features, wanted, true)),
      leverages: tf.sum(tf.mul(projected, features), 1),
    };
  });
  const [values, leverage] = [await read(fitted), await read(leverages)];
  const numClasses = wanted.shape[1];
  return values.map((value, at) => {
    // A photo that alone decides its answer would divide by 0: it says nothing of itself.
    const own = Math.min(0.99, leverage[Math.floor(at / numClasses)]!);
    return (value - own * targets[at]!) / (1 - own);
  });
}

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}

function trace(matrix: Float64Array, n: number): number {
  let sum = 0;
  for (let at = 0; at < n; at++) sum += matrix[at * n + at]!;
  return sum;
}

function withDiagonal(matrix: Float64Array, n: number, added: number): Float64Array {
  // Never 0: features that are all the same have no variance.
  const most = Math.max(added, 1e-6);
  return matrix.map((value, at) => (at % (n + 1) === 0 ? value + most : value));
}
