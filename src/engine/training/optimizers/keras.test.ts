import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import { learningRateAt } from '../../../shared/learning-rate.ts';
import type { OptimizerConfig, ScheduleConfig } from '../../../shared/recipe.ts';
import { weightPenalty } from '../losses.ts';
import { createOptimizer } from './create-optimizer.ts';

const parameter = [1, -0.5, 0.25];
const gradients = [
  [0.5, -2, 0],
  [-1e-3, 0.1, 3],
  [0.25, 0.25, -1],
  [4, 1e-5, 0.5],
];
const adam = { beta1: 0.8, beta2: 0.99, epsilon: 1e-6 };
const ofAdam = { beta_1: 0.8, beta_2: 0.99, epsilon: 1e-6 };

/** Ours beside Keras's name and arguments. */
const optimizers: readonly (readonly [OptimizerConfig, string, Readonly<Record<string, unknown>>])[] = [
  [
    { kind: 'rmsprop', learningRate: 0.05, rho: 0.8, momentum: 0, epsilon: 1e-5 },
    'RMSprop',
    { rho: 0.8, epsilon: 1e-5 },
  ],
  [
    { kind: 'rmsprop', learningRate: 0.05, rho: 0.9, momentum: 0.7, epsilon: 1e-7 },
    'RMSprop',
    { rho: 0.9, momentum: 0.7, epsilon: 1e-7 },
  ],
  [{ kind: 'adam', learningRate: 0.05, ...adam }, 'Adam', ofAdam],
  [
    { kind: 'adamw', learningRate: 0.05, ...adam, weightDecay: 0.1 },
    'AdamW',
    { ...ofAdam, weight_decay: 0.1 },
  ],
  [{ kind: 'sgd', learningRate: 0.05, momentum: 0, nesterov: false, decay: 0 }, 'SGD', {}],
  [{ kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false, decay: 0 }, 'SGD', { momentum: 0.9 }],
  [
    { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true, decay: 0 },
    'SGD',
    { momentum: 0.9, nesterov: true },
  ],
];
/** SGD's time decay is a schedule in Keras 3, and AdamW's decay follows the schedule's rate. */
const scheduled = [
  {
    ours: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false, decay: 0.25 },
    schedule: { kind: 'constant' },
    name: 'SGD',
    arguments: { momentum: 0.9 },
    theirs: {
      name: 'InverseTimeDecay',
      arguments: { initial_learning_rate: 0.05, decay_steps: 1, decay_rate: 0.25 },
    },
  },
  {
    ours: { kind: 'adamw', learningRate: 0.05, ...adam, weightDecay: 0.1 },
    schedule: { kind: 'exponential', factor: 0.5, staircase: false },
    name: 'AdamW',
    arguments: { ...ofAdam, weight_decay: 0.1 },
    theirs: {
      name: 'ExponentialDecay',
      arguments: { initial_learning_rate: 0.05, decay_steps: 2, decay_rate: 0.5 },
    },
  },
] as const;

const [rate, stepsPerEpoch, epochs] = [0.1, 5, 6];
const steps = Array.from({ length: stepsPerEpoch * epochs }, (_, step) => step);
const schedules: readonly (readonly [ScheduleConfig, number, string, Readonly<Record<string, unknown>>])[] = [
  [
    { kind: 'exponential', factor: 0.99, staircase: true },
    0,
    'ExponentialDecay',
    { initial_learning_rate: rate, decay_steps: stepsPerEpoch, decay_rate: 0.99, staircase: true },
  ],
  [
    { kind: 'exponential', factor: 0.7, staircase: false },
    0,
    'ExponentialDecay',
    { initial_learning_rate: rate, decay_steps: stepsPerEpoch, decay_rate: 0.7 },
  ],
  [
    { kind: 'step', factor: 0.1, every: 7, unit: 'steps' },
    0,
    'PiecewiseConstantDecay',
    { boundaries: [6, 13, 20, 27], values: [rate, rate * 0.1, rate * 0.01, rate * 1e-3, rate * 1e-4] },
  ],
  [
    { kind: 'step', factor: 0.5, every: 2, unit: 'epochs' },
    0,
    'PiecewiseConstantDecay',
    { boundaries: [9, 19], values: [rate, rate / 2, rate / 4] },
  ],
  [
    { kind: 'cosine', floor: 0.2 },
    0,
    'CosineDecay',
    { initial_learning_rate: rate, decay_steps: stepsPerEpoch * epochs, alpha: 0.2 },
  ],
  [
    { kind: 'cosine', floor: 0 },
    8,
    'CosineDecay',
    {
      initial_learning_rate: 0,
      decay_steps: stepsPerEpoch * epochs - 8,
      warmup_target: rate,
      warmup_steps: 8,
    },
  ],
];
const losses = [1, 0.8, 0.79995, 0.81, 0.7, 0.7, 0.7, 0.7, 0.7, 0.6, 0.65, 0.64, 0.63];

describe.skipIf(pythonWithKeras === null)(`Keras itself${skippedWithoutKeras}`, () => {
  let found: {
    readonly updates: readonly (readonly (readonly number[])[])[];
    readonly rates: readonly (readonly number[])[];
    readonly plateau: readonly (readonly number[])[];
    readonly penalties: readonly number[];
  };
  beforeAll(async () => {
    await tf.setBackend('cpu');
    const cases = {
      updates: [
        ...optimizers.map(([{ learningRate }, name, given]) => ({
          name,
          arguments: { learning_rate: learningRate, ...given },
          parameter,
          gradients,
        })),
        ...scheduled.map(({ name, arguments: given, theirs }) => ({
          name,
          arguments: given,
          schedule: theirs,
          parameter,
          gradients,
        })),
      ],
      rates: schedules.map(([, , name, given]) => ({ name, arguments: given, steps })),
      plateau: [{ arguments: { factor: 0.1, patience: 2 }, rate, losses }],
      penalties: [{ l2: 5e-4, parameter }],
    };
    found = (await runKeras('optimizers.py', [JSON.stringify(cases)])) as typeof found;
  }, 60_000);

  it.each([
    ...optimizers.map(
      ([config], index) => [`${index + 1} ${config.kind}`, config, { kind: 'constant' }] as const,
    ),
    ...scheduled.map(
      ({ ours, schedule }, index) =>
        [`${optimizers.length + index + 1} ${ours.kind} with a schedule`, ours, schedule] as const,
    ),
  ])('updates as ours does: %s', (label, config, schedule) => {
    const phase = { optimizer: config, schedule, warmupSteps: 0, epochs };
    const expected = found.updates[Number(label.split(' ')[0]) - 1]!;
    const optimizer = createOptimizer(config);
    let parameters: ReadonlyMap<string, tf.Tensor> = new Map([['dense/kernel', tf.tensor1d(parameter)]]);
    let slots = optimizer.createSlots(parameters);
    gradients.forEach((gradient, step) => {
      const learningRate = learningRateAt(phase, { step, stepsPerEpoch: 2, history: [] });
      const given = new Map([['dense/kernel', tf.tensor1d(gradient)]]);
      ({ parameters, slots } = optimizer.apply(parameters, given, slots, { step, learningRate }));
      parameters
        .get('dense/kernel')!
        .dataSync()
        .forEach((value, index) => {
          expect(value).toBeCloseTo(expected[step]![index]!, 6);
        });
    });
  });

  it.each(schedules.map(([schedule, warmupSteps], index) => [schedule.kind, warmupSteps, index] as const))(
    'has the rates of ours: %s, %i steps of warm-up',
    (_, warmupSteps, index) => {
      const optimizer = { kind: 'sgd', learningRate: rate, momentum: 0, nesterov: false, decay: 0 } as const;
      const phase = { optimizer, schedule: schedules[index]![0], warmupSteps, epochs };
      for (const step of steps) {
        const ours = learningRateAt(phase, { step, stepsPerEpoch, history: [] });
        // Keras reckons in float32.
        expect(Math.abs(ours - found.rates[index]![step]!), `step ${step}`).toBeLessThan(1e-6 * rate);
      }
    },
  );

  it('lowers the rate on a plateau as ours', () => {
    const optimizer = { kind: 'sgd', learningRate: rate, momentum: 0, nesterov: false, decay: 0 } as const;
    const schedule = { kind: 'plateau', factor: 0.1, patience: 2 } as const;
    losses.forEach((_, epoch) => {
      const history = losses.slice(0, epoch + 1).map((loss) => ({ validation: { loss } }));
      const ours = learningRateAt(
        { optimizer, schedule, warmupSteps: 0, epochs: 20 },
        { step: (epoch + 1) * stepsPerEpoch, stepsPerEpoch, history },
      );
      expect(ours / found.plateau[0]![epoch]!, `after epoch ${epoch + 1}`).toBeCloseTo(1, 5);
    });
    // The case has something to tell: the rate fell more than once.
    expect(new Set(found.plateau[0]).size).toBeGreaterThan(2);
  });

  it('penalises as ours', () => {
    const ours = weightPenalty(new Map([['a/kernel', tf.tensor1d(parameter)]]), {
      l2: 5e-4,
      l2Biases: false,
    });
    expect(ours.dataSync()[0]).toBeCloseTo(found.penalties[0]!, 9);
  });
});
