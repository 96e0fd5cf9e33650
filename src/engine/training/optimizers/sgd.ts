import * as tf from '@tensorflow/tfjs';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { UpdateRule } from './optimizer.ts';

/**
 * SGD as keras.optimizers.SGD 3: m = momentum * m - rate * g; the parameter moves by m, or with Nesterov's look ahead
 * by momentum * m - rate * g.
 */
export function sgdRule(config: Extract<OptimizerConfig, { kind: 'sgd' }>): UpdateRule {
  const { momentum, nesterov } = config;
  return {
    slotNames: momentum > 0 ? ['momentum'] : [],
    update(parameter, gradient, slots, { learningRate }) {
      const descent = tf.mul(gradient, -learningRate);
      if (momentum === 0) return { parameter: tf.add(parameter, descent), slots: [] };
      const carried = tf.add(tf.mul(slots[0]!, momentum), descent);
      const move = nesterov ? tf.add(tf.mul(carried, momentum), descent) : carried;
      return { parameter: tf.add(parameter, move), slots: [carried] };
    },
  };
}
