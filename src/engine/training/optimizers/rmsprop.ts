import * as tf from '@tensorflow/tfjs';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { UpdateRule } from './optimizer.ts';

/**
 * RMSprop as keras.optimizers.RMSprop 3 and ResourceApplyRMSProp:
 * v = rho v + (1 - rho) g^2; increment = rate * g / sqrt(v + epsilon); with momentum m = momentum * m + increment.
 */
export function rmspropRule(config: Extract<OptimizerConfig, { kind: 'rmsprop' }>): UpdateRule {
  const { rho, momentum, epsilon } = config;
  return {
    slotNames: momentum > 0 ? ['velocity', 'momentum'] : ['velocity'],
    update(parameter, gradient, slots, { learningRate }) {
      const velocity = tf.add(tf.mul(slots[0]!, rho), tf.mul(tf.square(gradient), 1 - rho));
      const increment = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(velocity, epsilon)));
      if (momentum === 0) return { parameter: tf.sub(parameter, increment), slots: [velocity] };
      const carried = tf.add(tf.mul(slots[1]!, momentum), increment);
      return { parameter: tf.sub(parameter, carried), slots: [velocity, carried] };
    },
  };
}
