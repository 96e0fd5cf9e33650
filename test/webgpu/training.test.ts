import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import {
  averagePool2d,
  branches,
  conv2d,
  dense,
  depthwise,
  maxPool2d,
  residual,
  separable,
} from '../../src/engine/models/fixtures/small-layers.ts';
import { zeroPadding2d } from '../../src/engine/models/layers.ts';
import {
  drawnBatch,
  momentOf,
  narrowVgg,
  network,
  stepOptions,
} from '../../src/engine/training/graph-step/fixtures/small-networks.ts';
import { openLocalStep } from '../../src/engine/training/open-training-step.ts';
import type { StepOptions } from '../../src/engine/training/training-step.ts';
import type { LayerSpec } from '../../src/shared/network.ts';
import type { OptimizerConfig } from '../../src/shared/recipe.ts';
import { hasSoftwareGpu, openSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';

const [photos, steps] = [4, 3];
const closeTo = 1e-3;
const rmsprop: OptimizerConfig = {
  kind: 'rmsprop',
  learningRate: 1e-3,
  rho: 0.9,
  momentum: 0.9,
  epsilon: 1e-4,
};
const optimizers: readonly OptimizerConfig[] = [
  rmsprop,
  { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-3 },
  { kind: 'adamw', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-3, weightDecay: 0.01 },
  { kind: 'sgd', learningRate: 1e-2, momentum: 0.9, nesterov: true, decay: 0.1 },
];

/** Pooling after relu meets windows whose values are equal. */
const everyKind: readonly LayerSpec[] = [
  zeroPadding2d('pad', [1, 0], [0, 2]),
  conv2d('conv', 4, [3, 3], 1, 'same', 'relu'),
  maxPool2d('max', 3, 2, 'same'),
  { kind: 'localResponseNormalization', name: 'normal', depthRadius: 2, bias: 2, alpha: 0.3, beta: 0.75 },
  { ...conv2d('grouped', 8, [3, 3], 1, 'same', 'relu'), groups: 2 },
  depthwise('depthwise', 1, 'same'),
  separable('separable', 5, 1, 'valid'),
  averagePool2d('average', 2, 1, 'valid'),
  { kind: 'batchNorm', name: 'batch', epsilon: 1e-3, scale: true },
  { kind: 'activation', name: 'active', activation: 'relu6' },
  ...residual('added', 'active', 5),
  ...branches('joined', 'added'),
  { kind: 'dropout', name: 'dropout', rate: 0.4 },
  { kind: 'globalAveragePool2d', name: 'mean' },
  dense('predictions', 3, 'softmax'),
];

/** Losses, logits, and all that was learned, of three steps on the backend that is open. */
async function trained(options: StepOptions): Promise<ReadonlyMap<string, Float32Array>> {
  const step = await openLocalStep({ binding: null }, options, 'fp32', () => undefined);
  const losses: number[] = [];
  for (let at = 0; at < steps; at++)
    losses.push((await step.run(drawnBatch(options, photos, at), momentOf(options, at))).loss);
  const logits = await step.logits(drawnBatch(options, photos, steps).inputs, photos);
  const { parameters, slots } = await step.state();
  step.close();
  const learned = [...parameters, ...slots].map(([name, { values }]) => [name, values] as const);
  return new Map([['losses', Float32Array.from(losses)], ['logits', logits], ...learned]);
}

async function expectSame(options: StepOptions): Promise<void> {
  await openBackend('wasm');
  const expected = await trained(options);
  await openSoftwareGpu();
  const found = await trained(options);
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, values] of expected) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const difference = values.reduce(
      (most, value, at) => Math.max(most, Math.abs(found.get(name)![at]! - value)),
      0,
    );
    expect(difference / largest, name).toBeLessThan(closeTo);
  }
}

describe.skipIf(!hasSoftwareGpu)(`training on a GPU by WebGPU${skippedWithoutGpu}`, () => {
  beforeAll(showSoftwareGpu);

  it.each(optimizers)('comes to what a processor comes to, from scratch, by $kind', async (optimizer) => {
    await expectSame(stepOptions(narrowVgg([1, 1, 1, 1, 1]), optimizer));
  });

  it.each([2, 8, 12])('comes to it where the base is frozen up to layer %i', async (learnFrom) => {
    await expectSame(stepOptions(narrowVgg([1, 1, 2, 2, 2]), rmsprop, { learnFrom }));
  });

  it('comes to it with a penalty', async () => {
    const penalty = { l2: 0.01, l2Biases: true };
    await expectSame(stepOptions(narrowVgg([1, 1, 1, 1, 1]), rmsprop, { learnFrom: 2, penalty }));
  });

  it('comes to it in parts of a batch', async () => {
    await expectSame(stepOptions(narrowVgg([1, 1, 1, 1, 1]), rmsprop, { learnFrom: 2, photosAtOnce: 3 }));
  });

  it('comes to it with layers of every kind', async () => {
    await expectSame(stepOptions(network(everyKind), optimizers.at(-1)!));
  });
});
