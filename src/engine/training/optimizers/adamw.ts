import * as tf from '@tensorflow/tfjs';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import { adamRule } from './adam.ts';
import type { UpdateRule } from './optimizer.ts';

/**
 * AdamW as keras.optimizers.AdamW 3: before Adam's own step the parameter loses rate * weightDecay of itself; the
 * gradient and the slots do not feel it. Source: I. Loshchilov and F. Hutter, arXiv:1711.05101.
 */
export function adamwRule(config: Extract<OptimizerConfig, { kind: 'adamw' }>): UpdateRule {
  const adam = adamRule(config);
  return {
    slotNames: adam.slotNames,
    update(parameter, gradient, slots, moment) {
      const decayed = tf.sub(parameter, tf.mul(parameter, config.weightDecay * moment.learningRate));
      return adam.update(decayed, gradient, slots, moment);
    },
  };
}
