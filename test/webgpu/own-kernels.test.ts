import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  fusedLayer,
  meanLoss,
  notePenalty,
  unpackHalves,
  unpackPixels,
  updateInPlace,
} from '../../src/engine/backend/webgpu/own-operations.ts';
import { fromFloat16Words, toFloat16Words } from '../../src/engine/features/float16.ts';
import { preprocess, subtracted } from '../../src/engine/models/forward.ts';
import { countCorrect, photoLosses, targetsOf, weightPenalty } from '../../src/engine/training/losses.ts';
import { createOptimizer } from '../../src/engine/training/optimizers/create-optimizer.ts';
import { updateFormula } from '../../src/engine/training/optimizers/update-formula.ts';
import type { Preprocessing } from '../../src/shared/network.ts';
import { randomStream } from '../../src/shared/random.ts';
import type { LossConfig, OptimizerConfig } from '../../src/shared/recipe.ts';
import { sizeOfShape } from '../../src/shared/size-of-shape.ts';
import { hasSoftwareGpu, openSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';

/** Numbers that are the same for the same name. */
function drawn(name: string, shape: readonly number[], low = -1, high = 1): tf.Tensor {
  const stream = randomStream(5, name);
  const size = sizeOfShape(shape);
  return tf.tensor(
    Float32Array.from({ length: size }, () => stream.between(low, high)),
    [...shape],
  );
}

/** What a piece of work gives on one of tfjs's backends, as plain numbers. */
async function on(backend: 'webgpu' | 'cpu', work: () => readonly tf.Tensor[]): Promise<number[][]> {
  await tf.setBackend(backend);
  const tensors = tf.tidy(() => [...work()]);
  const values = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose(tensors);
  return values;
}

/** Ours on the GPU, tfjs's own on the processor. */
async function expectSame(
  ours: () => readonly tf.Tensor[],
  theirs: () => readonly tf.Tensor[],
): Promise<void> {
  const [found, expected] = [await on('webgpu', ours), await on('cpu', theirs)];
  expect(found.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  for (const [index, values] of expected.entries()) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const distance = values.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - found[index]![at]!)),
      0,
    );
    expect(distance / largest, `output ${index}`).toBeLessThan(1e-4);
  }
}

describe.skipIf(!hasSoftwareGpu)(`kernels of ours agree with tfjs's${skippedWithoutGpu}`, () => {
  beforeAll(openSoftwareGpu);

  const convolutions = [
    { x: [2, 7, 5, 3], kernel: [3, 3, 3, 5], strides: [1, 1], pad: 'same', relu: true },
    { x: [3, 9, 9, 4], kernel: [3, 2, 4, 8], strides: [2, 2], pad: 'same', relu: true },
    { x: [1, 8, 6, 2], kernel: [5, 3, 2, 3], strides: [1, 2], pad: 'valid', relu: false },
    { x: [2, 4, 4, 66], kernel: [1, 1, 66, 70], strides: [1, 1], pad: 'valid', relu: true },
    // So many places that they are divided among workgroups.
    { x: [2, 40, 40, 3], kernel: [3, 3, 3, 4], strides: [1, 1], pad: 'same', relu: true },
  ] as const;

  it.each(convolutions)('a convolution and its gradients: $x by $kernel', async (given) => {
    const { relu, pad } = given;
    const strides = [...given.strides] as [number, number];
    const tensors = (): [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D] => [
      drawn('x', given.x) as tf.Tensor4D,
      drawn('kernel', given.kernel) as tf.Tensor4D,
      drawn('bias', [given.kernel[3]]) as tf.Tensor1D,
    ];
    const all = (layer: (x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D) => tf.Tensor) => () => {
      const inputs = tensors();
      const value = layer(...inputs);
      const dy = drawn('dy', value.shape);
      const loss = (...given: tf.Tensor[]): tf.Scalar =>
        tf.sum(tf.mul(layer(...(given as ReturnType<typeof tensors>)), dy));
      return [value, ...tf.grads(loss)(inputs)];
    };
    await expectSame(
      all((x, kernel, bias) => fusedLayer(x, kernel, bias, { strides, pad, relu })),
      all((x, kernel, bias) => {
        const biased = tf.add(tf.conv2d(x, kernel, strides, pad), bias);
        return relu ? tf.relu(biased) : biased;
      }),
    );
  });

  it.each([
    { batch: 3, inputs: 5, outputs: 7, relu: true },
    { batch: 33, inputs: 2100, outputs: 9, relu: true },
    { batch: 2, inputs: 64, outputs: 1, relu: false },
  ])('a dense layer and its gradients: $batch x $inputs x $outputs', async (given) => {
    const { batch, inputs, outputs, relu } = given;
    const all = (layer: (x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D) => tf.Tensor) => () => {
      const tensors = [
        drawn('x', [batch, inputs]),
        drawn('kernel', [inputs, outputs]),
        drawn('bias', [outputs]),
      ];
      const apply = (...[x, kernel, bias]: tf.Tensor[]): tf.Tensor =>
        layer(x as tf.Tensor2D, kernel as tf.Tensor2D, bias as tf.Tensor1D);
      const dy = drawn('dy', [batch, outputs]);
      return [apply(...tensors), ...tf.grads((...given) => tf.sum(tf.mul(apply(...given), dy)))(tensors)];
    };
    await expectSame(
      all((x, kernel, bias) => fusedLayer(x, kernel, bias, { strides: [1, 1], pad: 'valid', relu })),
      all((x, kernel, bias) => {
        const biased = tf.add(tf.matMul(x, kernel), bias);
        return relu ? tf.relu(biased) : biased;
      }),
    );
  });

  const losses: readonly [LossConfig['kind'], number, number][] = [
    ['cross-entropy', 1, 7],
    ['cross-entropy', 3, 65],
    ['hinge', 1, 5],
    ['hinge', 4, 9],
    ['squared-hinge', 3, 130],
  ];

  it.each(losses)('%s of %i outputs for %i photos', async (kind, outputs, batch) => {
    const labels = Array.from({ length: batch }, (_, photo) => photo % Math.max(2, outputs));
    const weights = (): tf.Tensor1D => drawn('weights', [batch], 0.5, 2) as tf.Tensor1D;
    const logits = (): tf.Tensor2D => drawn('logits', [batch, outputs], -4, 4) as tf.Tensor2D;
    await expectSame(
      () => {
        const photos = tf.stack([tf.tensor1d(labels), weights()], 1).as2D(batch, 2);
        const answers = tf.zeros<tf.Rank.R2>([3, 2]);
        const { value, grad } = tf.valueAndGrad((x) =>
          meanLoss(x as tf.Tensor2D, photos, answers, { kind, row: 1 }),
        )(logits());
        return [value, grad, answers];
      },
      () => {
        const targets = targetsOf(labels, outputs);
        const { value, grad } = tf.valueAndGrad((x) =>
          tf.mean(tf.mul(photoLosses(x as tf.Tensor2D, targets, kind), weights())).asScalar(),
        )(logits());
        const nothing = tf.zeros([2]);
        const answer = tf.stack([value, countCorrect(logits(), targets)]);
        return [value, grad, tf.stack([nothing, answer, nothing])];
      },
    );
  });

  it.each(losses)(
    '%s of %i outputs for %i photos is not finite where a logit is no number',
    async (...given) => {
      const [kind, outputs, batch] = given;
      const values = Array.from({ length: batch * outputs }, (_, at) => (at === 2 * outputs - 1 ? NaN : 0.5));
      const [loss, answers] = await on('webgpu', () => {
        const photos = tf.ones<tf.Rank.R2>([batch, 2]);
        const noted = tf.zeros<tf.Rank.R2>([1, 2]);
        const logits = tf.tensor2d(values, [batch, outputs]);
        return [meanLoss(logits, photos, noted, { kind, row: 0 }), noted];
      });
      // The logarithm of no number may be infinite.
      expect([loss![0], answers![0]].filter(Number.isFinite)).toEqual([]);
    },
  );

  const updates: readonly [string, OptimizerConfig][] = [
    ['descent', { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, decay: 0 }],
    ['descent with momentum', { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, decay: 0 }],
    ["Nesterov's", { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, decay: 0 }],
    ['RMSprop', { kind: 'rmsprop', learningRate: 0.01, rho: 0.9, momentum: 0, epsilon: 1e-4 }],
    [
      'RMSprop with momentum',
      { kind: 'rmsprop', learningRate: 0.01, rho: 0.9, momentum: 0.8, epsilon: 1e-4 },
    ],
    ['Adam', { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 }],
    [
      'AdamW',
      { kind: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-3, weightDecay: 0.1 },
    ],
  ];

  it.each(updates)("%s step, three times, in place, with a penalty's gradient", async (_, config) => {
    const optimizer = createOptimizer(config);
    const [shape, l2] = [[7, 43], 0.01];
    const moment = (step: number) => ({ step, learningRate: config.learningRate });
    await expectSame(
      () => {
        const parameter = drawn('parameter', shape);
        const slots = optimizer.slotNames.map(() => tf.zeros(shape));
        for (let step = 0; step < 3; step++)
          updateInPlace(
            parameter,
            drawn(`gradient ${step}`, shape),
            slots,
            updateFormula(config, moment(step)),
            2 * l2,
          );
        return [parameter, ...slots];
      },
      () => {
        let parameters = new Map([['p', drawn('parameter', shape)]]);
        let slots = optimizer.createSlots(parameters);
        for (let step = 0; step < 3; step++) {
          const gradient = tf.add(drawn(`gradient ${step}`, shape), tf.mul(parameters.get('p')!, 2 * l2));
          const next = optimizer.apply(parameters, new Map([['p', gradient]]), slots, moment(step));
          parameters = new Map(next.parameters);
          ({ slots } = next);
        }
        return [parameters.get('p')!, ...slots.values()];
      },
    );
  });

  it('a penalty of several parameters, the largest above what all threads read at once', async () => {
    const parameters = (): tf.Tensor[] => [
      drawn('one', [3, 3, 2, 5]),
      drawn('two', [20_011]),
      drawn('three', [1]),
    ];
    const before = [7, 8, 9, 10, 11, 12];
    const answers = (): tf.Tensor2D => tf.tensor2d(before, [3, 2]);
    const penalty = { l2: 0.3, l2Biases: false };
    await expectSame(
      () => {
        const noted = answers();
        notePenalty(parameters(), noted, { factor: penalty.l2, row: 1 });
        return [noted];
      },
      () => {
        const named = parameters().map((tensor, index) => [`${index}/kernel`, tensor] as const);
        const value = tf.reshape(weightPenalty(new Map(named), penalty), [1]);
        return [tf.concat([tf.tensor1d([7, 8]), value, tf.tensor1d([0, 11, 12])])];
      },
    );
  });

  it.each([1, 2, 5, 8])('half words as floats: %i of them', async (count) => {
    const words = toFloat16Words(Float32Array.from({ length: count }, (_, at) => (at - 2.5) * 1.3));
    await expectSame(
      () => [unpackHalves(words, [count])],
      () => [tf.tensor1d(fromFloat16Words(words))],
    );
  });

  const centred = [
    ['rgb', 'a mean'],
    ['bgr', 'a mean'],
    ['rgb', 'a mean image'],
    ['bgr', 'a mean image'],
  ] as const;

  it.each(centred)('bytes of photos as %s, minus %s', async (channelOrder, subtrahend) => {
    const stream = randomStream(1, 'bytes');
    const shape = [3, 5, 5, 3] as const;
    const bytes = Uint8Array.from({ length: 3 * 5 * 5 * 3 }, () => stream.below(256));
    const image = Float32Array.from({ length: 5 * 5 * 3 }, () => stream.between(90, 130));
    const preprocessing: Preprocessing = {
      channelOrder,
      mean: [100, 110, 120],
      ...(subtrahend === 'a mean image' && { meanImage: { size: 5, values: image, sha256: 'image' } }),
      scale: 1 / 64,
    };
    await expectSame(
      () => [
        unpackPixels(bytes, subtracted(preprocessing, shape), {
          shape,
          turned: channelOrder === 'bgr',
          scale: preprocessing.scale,
        }),
      ],
      () => [preprocess(tf.tensor4d(Int32Array.from(bytes), [...shape], 'int32'), preprocessing)],
    );
  });
});
