import * as tf from '@tensorflow/tfjs';
import type { LossConfig } from '../../shared/recipe.ts';

/**
 * Losses of linear support vector machines, one for each output against the others: with y = 1 for the output's own class
 * and -1 for the others, max(0, 1 - y x), or its square, summed over the outputs. Sources: C. Cortes and V. Vapnik, Machine
 * Learning 20 (1995); squared and on top of a network: Y. Tang, arXiv:1306.0239 (2013).
 */
export type HingeKind = Exclude<LossConfig['kind'], 'cross-entropy'>;

/** One loss per photo, shape [batch], for logits [batch, numOutputs] and targets of 0 and 1 of the same shape. */
export function hingeLosses(logits: tf.Tensor2D, targets: tf.Tensor2D, kind: HingeKind): tf.Tensor1D {
  const operation = tf.customGrad((x, save) => {
    const signs = tf.sub(tf.mul(targets, 2), 1);
    const slack = tf.relu(tf.sub(1, tf.mul(signs, x as tf.Tensor)));
    (save as tf.GradSaveFunc)([signs, slack]);
    return {
      value: tf.sum(kind === 'hinge' ? slack : tf.square(slack), 1),
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) => {
        const [side, over] = saved as [tf.Tensor, tf.Tensor];
        // At the corner of the hinge, where it has no slope, 0.
        const steepness = kind === 'hinge' ? tf.cast(tf.greater(over, 0), 'float32') : tf.mul(over, 2);
        return tf.mul(tf.neg(tf.mul(side, steepness)), tf.reshape(upstream, [-1, 1]));
      },
    };
  });
  return operation(logits).as1D();
}

/** The loss of one photo by its logits, one an output; a single output is for class 1. */
export function hingeOf(logits: Float32Array, label: number, kind: HingeKind): number {
  return logits.reduce((sum, logit, output) => {
    const sign = output === (logits.length === 1 ? label - 1 : label) ? 1 : -1;
    const slack = Math.max(0, 1 - sign * logit);
    return sum + (kind === 'hinge' ? slack : slack * slack);
  }, 0);
}
