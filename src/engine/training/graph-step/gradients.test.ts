import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/random.ts';
import type { LayerSpec } from '../../../shared/network.ts';
import { openBackend } from '../../backend/open-backend.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import type { StepOptions } from '../training-step.ts';
import {
  averagePool2d,
  branches,
  conv2d,
  dense,
  depthwise,
  maxPool2d,
  residual,
  separable,
} from '../../models/fixtures/small-layers.ts';
import { drawnBatch, momentOf, network, stepOptions } from './fixtures/small-networks.ts';
import { zeroPadding2d } from '../../models/layers.ts';
import { openGraphStep } from './open-graph-step.ts';

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

const photos = 6;

/** Plain descent at rate 1: a parameter moves by its gradient. */
const descent = { kind: 'sgd', learningRate: 1, momentum: 0, nesterov: false, decay: 0 } as const;

async function lossAndGradient(
  options: StepOptions,
  precision: 'fp32' | 'bf16' = 'fp32',
): Promise<{ readonly loss: number; readonly gradient: TensorMap }> {
  const step = await openGraphStep(binding, options, precision);
  const { loss } = await step.run(drawnBatch(options, photos, 0), momentOf(options, 0));
  const { parameters } = await step.state();
  step.close();
  const gradient = new Map(
    [...parameters].map(([name, { shape, values }]) => {
      const before = options.learning.get(name)!.values;
      return [name, { shape, values: values.map((value, index) => before[index]! - value) }];
    }),
  );
  return { loss, gradient };
}

/** A parameter's change of loss in a drawn direction: by central differences, and by the gradient. */
interface Slopes {
  readonly differences: number;
  readonly along: number;
}

/** So low that a penalty of its own moves nothing. */
const movingRate = 1e-6;

/**
 * Of every parameter. The losses are those of one step that is told by which gradients to move, there and back: to open
 * one for each loss would take ten times as long.
 */
async function slopes(options: StepOptions): Promise<ReadonlyMap<string, Slopes>> {
  const { gradient } = await lossAndGradient(options);
  const step = await openGraphStep(binding, { ...options, photosAtOnce: photos }, 'fp32');
  const lossHere = async (): Promise<number> =>
    (await step.run(drawnBatch(options, photos, 0), { step: 0, learningRate: 0 })).loss;
  const still = new Map(
    [...options.learning].map(([name, { shape, values }]) => [name, { shape, values: values.map(() => 0) }]),
  );
  const found = new Map<string, Slopes>();
  for (const [name, { shape, values }] of options.learning) {
    const stream = randomStream(2, 'direction', name);
    const direction = values.map(() => stream.between(-1, 1));
    const move = async (distance: number): Promise<void> => {
      const towards = direction.map((value) => (-distance * value) / movingRate);
      step.setGradients(new Map([...still, [name, { shape, values: towards }]]));
      await step.update({ step: 0, learningRate: movingRate });
    };
    const distance = 2e-3;
    await move(distance);
    const after = await lossHere();
    await move(-2 * distance);
    const before = await lossHere();
    await move(distance);
    const along = gradient
      .get(name)!
      .values.reduce((sum, value, index) => sum + value * direction[index]!, 0);
    found.set(name, { differences: (after - before) / (2 * distance), along });
  }
  step.close();
  return found;
}

const ending = [{ kind: 'flatten', name: 'flatten' }, dense('predictions', 3, 'softmax')] as const;
const first = conv2d('first', 4, [3, 3], 1, 'same', 'sigmoid');

/** Every operation that has a gradient, in each of its forms; smooth but where the form itself has a kink. */
const networks: Readonly<Record<string, readonly LayerSpec[]>> = {
  'a convolution, same': [first, conv2d('second', 5, [3, 3], 1, 'same', 'linear'), ...ending],
  'a convolution, valid': [first, conv2d('second', 5, [3, 2], 1, 'valid', 'sigmoid'), ...ending],
  'a convolution, stride 2, same': [first, conv2d('second', 5, [3, 3], 2, 'same', 'sigmoid'), ...ending],
  'a convolution, stride 2, valid': [first, conv2d('second', 5, [2, 3], 2, 'valid', 'linear'), ...ending],
  'a convolution with relu': [first, conv2d('second', 5, [3, 3], 1, 'same', 'relu'), ...ending],
  'a pool without overlap': [first, maxPool2d('pool', 2, 2, 'valid'), ...ending],
  'a pool with overlap, same': [first, maxPool2d('pool', 3, 2, 'same'), ...ending],
  'a dense layer with softmax inside': [first, ending[0], dense('hidden', 6, 'softmax'), ending[1]],
  'a dense layer with sigmoid inside': [first, ending[0], dense('hidden', 6, 'sigmoid'), ending[1]],
  'a dense layer with relu inside': [first, ending[0], dense('hidden', 6, 'relu'), ending[1]],
  'a convolution in two groups, same': [
    first,
    { ...conv2d('second', 6, [3, 3], 1, 'same', 'linear'), groups: 2 },
    ...ending,
  ],
  'a convolution in four groups, stride 2, valid': [
    first,
    { ...conv2d('second', 4, [3, 2], 2, 'valid', 'sigmoid'), groups: 4 },
    ...ending,
  ],
  'a convolution without bias': [
    first,
    { ...conv2d('second', 5, [3, 3], 1, 'same', 'sigmoid'), useBias: false },
    ...ending,
  ],
  'a depthwise convolution': [first, depthwise('second', 1, 'same'), ...ending],
  'a depthwise convolution, stride 2, valid': [first, depthwise('second', 2, 'valid'), ...ending],
  'a separable convolution': [first, separable('second', 5, 1, 'same'), ...ending],
  'a separable convolution, stride 2, valid': [first, separable('second', 3, 2, 'valid'), ...ending],
  'zero padding': [first, zeroPadding2d('second', [1, 2], [3, 0]), ...ending],
  'an average pool without overlap': [first, averagePool2d('pool', 2, 2, 'valid'), ...ending],
  'an average pool with overlap, same': [first, averagePool2d('pool', 3, 2, 'same'), ...ending],
  'a mean over all places': [first, { kind: 'globalAveragePool2d', name: 'mean' }, ending[1]],
  'a batch normalisation': [first, { kind: 'batchNorm', name: 'second', epsilon: 1e-3 }, ...ending],
  'a batch normalisation without scale': [
    first,
    { kind: 'batchNorm', name: 'second', epsilon: 1e-3, scale: false },
    ...ending,
  ],
  "local response normalisation, TensorFlow's constants": [
    first,
    { kind: 'localResponseNormalization', name: 'second', depthRadius: 5, bias: 1, alpha: 1, beta: 0.5 },
    ...ending,
  ],
  'local response normalisation, an alpha that counts': [
    first,
    { kind: 'localResponseNormalization', name: 'second', depthRadius: 1, bias: 2, alpha: 0.9, beta: 0.75 },
    ...ending,
  ],
  'an activation by itself, with bounds': [
    first,
    conv2d('second', 5, [3, 3], 1, 'same', 'linear'),
    { kind: 'activation', name: 'third', activation: 'relu6' },
    ...ending,
  ],
  'a residual block': [first, ...residual('block', 'first', 4), ...ending],
  'branches that are put together': [first, ...branches('block', 'first'), ...ending],
  'a layer that three others take': [
    first,
    ...residual('one', 'first', 4),
    { kind: 'add', name: 'sum', inputs: ['first', 'one', 'first'] },
    ...ending,
  ],
  dropout: [first, { kind: 'dropout', name: 'dropout', rate: 0.3 }, ...ending],
  'one sigmoid unit': [first, ending[0], dense('predictions', 1, 'sigmoid')],
};

describe('gradients of the session graph', () => {
  it.each(Object.keys(networks))('are those of finite differences: %s', async (name) => {
    const options = stepOptions(network(networks[name]!), descent);
    const found = await slopes(options);
    expect([...found.keys()]).toEqual([...options.learning.keys()]);
    for (const [parameter, { differences, along }] of found) {
      const distance = Math.abs(differences - along);
      expect(distance, `${parameter}: ${differences} and ${along}`).toBeLessThan(
        0.02 * Math.abs(differences) + 2e-3,
      );
    }
  });

  it('hold the penalty on kernels and biases', async () => {
    const options = stepOptions(network([first, ...ending]), descent, {
      penalty: { l2: 0.05, l2Biases: true },
    });
    for (const { differences, along } of (await slopes(options)).values())
      expect(Math.abs(differences - along)).toBeLessThan(0.02 * Math.abs(differences) + 2e-3);
  });

  it.each(Object.keys(networks))('in bf16 are near those in fp32: %s', async (name) => {
    const options = stepOptions(network(networks[name]!), descent);
    const exact = await lossAndGradient(options);
    const near = await lossAndGradient(options, 'bf16');
    expect(Math.abs(near.loss / exact.loss - 1)).toBeLessThan(0.02);
    const length = (values: Float32Array): number => Math.hypot(...values);
    for (const [parameter, { values }] of exact.gradient) {
      const other = near.gradient.get(parameter)!.values;
      const difference = length(values.map((value, index) => value - other[index]!));
      expect(difference / length(values), parameter).toBeLessThan(0.12);
    }
  });
});
