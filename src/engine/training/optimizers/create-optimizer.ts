import * as tf from '@tensorflow/tfjs';
import { assertNever } from '../../../shared/assert-never.ts';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { Parameters } from '../../models/forward.ts';
import type { StepMoment } from '../training-step.ts';
import { adamRule } from './adam.ts';
import { adamwRule } from './adamw.ts';
import type { UpdateRule } from './optimizer.ts';
import { rmspropRule } from './rmsprop.ts';
import { sgdRule } from './sgd.ts';

/** What an optimizer remembers, by `PARAMETER/SLOT`, e.g. `block5_conv1/kernel/velocity`. */
export type Slots = ReadonlyMap<string, tf.Tensor>;

export interface Optimizer {
  readonly slotNames: readonly string[];
  /** Slots of zeros for these parameters; the caller disposes of them. */
  createSlots(parameters: Parameters): Slots;
  /**
   * One step: new parameters and slots. Pure: what is given stays as it is, and the caller disposes of it. A
   * parameter without a gradient keeps its value in a new tensor.
   */
  apply(
    parameters: Parameters,
    gradients: ReadonlyMap<string, tf.Tensor>,
    slots: Slots,
    moment: StepMoment,
  ): { readonly parameters: Parameters; readonly slots: Slots };
}

export function createOptimizer(config: OptimizerConfig): Optimizer {
  const rule = updateRule(config);
  const keysOf = (name: string): string[] => rule.slotNames.map((slot) => `${name}/${slot}`);
  return {
    slotNames: rule.slotNames,
    createSlots: (parameters) =>
      new Map(
        [...parameters].flatMap(([name, { shape }]) => keysOf(name).map((key) => [key, tf.zeros(shape)])),
      ),
    apply(parameters, gradients, slots, moment) {
      const moved = new Map<string, tf.Tensor>();
      const remembered = new Map<string, tf.Tensor>();
      for (const [name, parameter] of parameters) {
        const keys = keysOf(name);
        const before = keys.map((key) => slots.get(key)!);
        const gradient = gradients.get(name);
        // A tidy per parameter: the temporaries of one 9 MB kernel are gone before the next one's are made.
        const after = tf.tidy(() => {
          const next = gradient
            ? rule.update(parameter, gradient, before, moment)
            : { parameter: parameter.clone(), slots: before.map((slot) => slot.clone()) };
          return [next.parameter, ...next.slots];
        });
        moved.set(name, after[0]!);
        keys.forEach((key, index) => remembered.set(key, after[index + 1]!));
      }
      return { parameters: moved, slots: remembered };
    },
  };
}

function updateRule(config: OptimizerConfig): UpdateRule {
  switch (config.kind) {
    case 'rmsprop':
      return rmspropRule(config);
    case 'adam':
      return adamRule(config);
    case 'adamw':
      return adamwRule(config);
    case 'sgd':
      return sgdRule(config);
    default:
      return assertNever(config);
  }
}
