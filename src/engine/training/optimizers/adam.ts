import * as tf from '@tensorflow/tfjs';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { StepMoment } from '../training-step.ts';
import type { UpdateRule } from './optimizer.ts';

type Betas = Pick<Extract<OptimizerConfig, { kind: 'adam' }>, 'beta1' | 'beta2'>;

/** The rate with the bias correction. */
export function correctedRate({ beta1, beta2 }: Betas, { step, learningRate }: StepMoment): number {
  return (learningRate * Math.sqrt(1 - beta2 ** (step + 1))) / (1 - beta1 ** (step + 1));
}

/**
 * Adam as keras.optimizers.Adam 3: the bias correction is folded into the rate,
 * alpha = rate * sqrt(1 - beta2^t) / (1 - beta1^t) with t from 1, and epsilon stands outside the root.
 */
export function adamRule(config: Betas & { readonly epsilon: number }): UpdateRule {
  const { beta1, beta2, epsilon } = config;
  return {
    slotNames: ['momentum', 'velocity'],
    update(parameter, gradient, slots, moment) {
      const alpha = correctedRate(config, moment);
      const [before, velocityBefore] = slots as [tf.Tensor, tf.Tensor];
      const momentum = tf.add(before, tf.mul(tf.sub(gradient, before), 1 - beta1));
      const velocity = tf.add(velocityBefore, tf.mul(tf.sub(tf.square(gradient), velocityBefore), 1 - beta2));
      const change = tf.div(tf.mul(momentum, alpha), tf.add(tf.sqrt(velocity), epsilon));
      return { parameter: tf.sub(parameter, change), slots: [momentum, velocity] };
    },
  };
}
