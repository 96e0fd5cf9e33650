import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { StepMoment } from '../training-step.ts';
import { createOptimizer } from './create-optimizer.ts';

const rate = 0.1;
const configs = {
  rmsprop: { kind: 'rmsprop', learningRate: rate, rho: 0.9, momentum: 0, epsilon: 1e-7 },
  'rmsprop with momentum': { kind: 'rmsprop', learningRate: rate, rho: 0.9, momentum: 0.5, epsilon: 1e-7 },
  adam: { kind: 'adam', learningRate: rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  adamw: {
    kind: 'adamw',
    learningRate: rate,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    weightDecay: 0.05,
  },
  sgd: { kind: 'sgd', learningRate: rate, momentum: 0, nesterov: false, decay: 0 },
  momentum: { kind: 'sgd', learningRate: rate, momentum: 0.9, nesterov: false, decay: 0 },
  nesterov: { kind: 'sgd', learningRate: rate, momentum: 0.9, nesterov: true, decay: 0 },
} as const satisfies Record<string, OptimizerConfig>;

const moment = (step: number): StepMoment => ({ step, learningRate: rate });

/** Keras's formulas for one number, in double precision, written out once more and differently. */
const byHand: Record<keyof typeof configs, (gradients: readonly number[]) => number> = {
  rmsprop: (gradients) => {
    let [w, v] = [1, 0];
    for (const g of gradients) w -= (rate * g) / Math.sqrt((v = 0.9 * v + 0.1 * g * g) + 1e-7);
    return w;
  },
  'rmsprop with momentum': (gradients) => {
    let [w, v, m] = [1, 0, 0];
    for (const g of gradients) {
      v = 0.9 * v + 0.1 * g * g;
      w -= m = 0.5 * m + (rate * g) / Math.sqrt(v + 1e-7);
    }
    return w;
  },
  adam: (gradients) => {
    let [w, m, v] = [1, 0, 0];
    gradients.forEach((g, t) => {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const [mHat, vHat] = [m / (1 - 0.9 ** (t + 1)), v / (1 - 0.999 ** (t + 1))];
      // Keras adds epsilon to the uncorrected root; with these sizes it is far below the tolerance.
      w -= (rate * mHat) / (Math.sqrt(vHat) + 1e-7);
    });
    return w;
  },
  adamw: (gradients) => {
    let [w, m, v] = [1, 0, 0];
    gradients.forEach((g, t) => {
      w -= rate * 0.05 * w;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      w -= (rate * (m / (1 - 0.9 ** (t + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (t + 1))) + 1e-7);
    });
    return w;
  },
  sgd: (gradients) => gradients.reduce((w, g) => w - rate * g, 1),
  momentum: (gradients) => {
    let [w, m] = [1, 0];
    for (const g of gradients) w += m = 0.9 * m - rate * g;
    return w;
  },
  nesterov: (gradients) => {
    let [w, m] = [1, 0];
    for (const g of gradients) {
      m = 0.9 * m - rate * g;
      w += 0.9 * m - rate * g;
    }
    return w;
  },
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

let before = 0;
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

describe.each(Object.entries(configs))('%s', (name, config) => {
  it('follows the formula of Keras over three steps', () => {
    before = tf.memory().numTensors;
    const gradients = [0.5, -2, 0.25];
    const optimizer = createOptimizer(config);
    let parameters: ReadonlyMap<string, tf.Tensor> = new Map([['dense/kernel', tf.tensor1d([1, 1])]]);
    let slots = optimizer.createSlots(parameters);
    expect([...slots.keys()]).toEqual(optimizer.slotNames.map((slot) => `dense/kernel/${slot}`));
    gradients.forEach((gradient, step) => {
      const tensor = tf.tensor1d([gradient, gradient]);
      const next = optimizer.apply(parameters, new Map([['dense/kernel', tensor]]), slots, moment(step));
      tf.dispose([tensor, ...parameters.values(), ...slots.values()]);
      ({ parameters, slots } = next);
    });
    const expected = byHand[name as keyof typeof configs](gradients);
    for (const value of parameters.get('dense/kernel')!.dataSync()) expect(value).toBeCloseTo(expected, 5);
    tf.dispose([...parameters.values(), ...slots.values()]);
  });
});

describe('createOptimizer', () => {
  it('has RMSprop add epsilon inside the root and Adam outside', () => {
    before = tf.memory().numTensors;
    const moved = (config: OptimizerConfig): number =>
      tf.tidy(() => {
        const parameters = new Map([['w', tf.scalar(0)]]);
        const optimizer = createOptimizer(config);
        const slots = optimizer.createSlots(parameters);
        return -optimizer
          .apply(parameters, new Map([['w', tf.scalar(1e-5)]]), slots, moment(0))
          .parameters.get('w')!
          .dataSync()[0]!;
      });
    // v = 1e-11 for RMSprop, far below epsilon: the step is rate * g / sqrt(epsilon).
    expect(moved(configs.rmsprop)).toBeCloseTo((rate * 1e-5) / Math.sqrt(1e-11 + 1e-7), 6);
    const alpha = (rate * Math.sqrt(0.001)) / 0.1;
    expect(moved(configs.adam)).toBeCloseTo((alpha * 1e-6) / (Math.sqrt(1e-13) + 1e-7), 3);
  });

  it('leaves what it was given as it is, and a parameter without a gradient too', () => {
    before = tf.memory().numTensors;
    tf.tidy(() => {
      const parameters = new Map<string, tf.Tensor>([
        ['a', tf.scalar(1)],
        ['b', tf.scalar(2)],
      ]);
      const optimizer = createOptimizer(configs.momentum);
      const slots = optimizer.createSlots(parameters);
      const next = optimizer.apply(parameters, new Map([['a', tf.scalar(1)]]), slots, moment(0));
      expect([...parameters.values()].map((tensor) => tensor.dataSync()[0])).toEqual([1, 2]);
      expect(next.parameters.get('b')!.dataSync()[0]).toBe(2);
      expect(next.parameters.get('a')!.dataSync()[0]).toBeCloseTo(0.9, 6);
    });
  });
});
