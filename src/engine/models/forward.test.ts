import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeToLargest } from '../../../test/golden.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { openBackend } from '../backend/open-backend.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import { describeNetwork, firstLearningLayer } from './describe-network.ts';
import { forward, preprocess } from './forward.ts';
import { initialiseWeights } from './initialise-weights.ts';
import { layerShapes } from './layer-shapes.ts';
import { createParameters, disposeParameters, readParameters } from './parameters.ts';

const vgg16 = { kind: 'base', base: 'vgg16', units: 16, dropout: 0.5 } as const;
const convnet = { kind: 'small-convnet', units: 16, dropout: 0.5 } as const;

/** Loss and gradients of one training step from a layer on, with made inputs, labels, weights and dropout masks. */
async function trainingStep(
  network: NetworkSpec,
  from: number,
  batch: number,
): Promise<{ loss: number; gradients: ReadonlyMap<string, Float32Array> }> {
  const shape = from === 0 ? network.inputShape : layerShapes(network)[from - 1]!.outputShape;
  const stream = randomStream(5, 'training-step');
  const count = batch * sizeOfShape(shape);
  const input = tf.tensor(
    Float32Array.from({ length: count }, () => stream.next()),
    [batch, ...shape],
  );
  const labels = tf.tensor2d(
    Float32Array.from({ length: batch }, (_, index) => index % 2),
    [batch, 1],
  );
  const parameters = createParameters(initialiseWeights(network, 5, from));
  const variables = new Map(
    [...parameters].map(([name, tensor]) => [name, tf.variable(tensor, true, `${name}/learned`)]),
  );
  const dropout = (_: unknown, maskShape: readonly number[]): tf.Tensor => {
    const mask = randomStream(5, 'mask');
    const length = sizeOfShape(maskShape);
    return tf.tensor(
      Float32Array.from({ length }, () => (mask.next() < 0.5 ? 0 : 2)),
      [...maskShape],
    );
  };
  const { value, grads } = tf.variableGrads(() => {
    const options = { from, to: network.layers.length, dropout, logits: true };
    return tf.losses.sigmoidCrossEntropy(labels, forward(network, variables, input, options)).asScalar();
  }, [...variables.values()]);
  const gradients = new Map(
    [...variables.keys()].map((name) => [name, grads[`${name}/learned`]!.dataSync<'float32'>()]),
  );
  const loss = (await value.data())[0]!;
  tf.dispose([value, grads, input, labels, [...variables.values()]]);
  disposeParameters(parameters);
  return { loss, gradients };
}

describe('a training step on WASM', () => {
  const cases = [
    [
      'block5 and the head',
      describeNetwork(vgg16, { size: 64, fit: 'stretch' }, 2),
      vgg16,
      'block5_conv1',
      10,
    ],
    [
      'a whole network from scratch',
      describeNetwork(convnet, { size: 62, fit: 'stretch' }, 2),
      convnet,
      'all',
      12,
    ],
  ] as const;

  it.each(cases)(
    'has gradients for %s that are those of TensorFlow',
    async (_, network, config, learnFrom, tensors) => {
      const from = firstLearningLayer(network, config, learnFrom);
      await openBackend('wasm');
      const before = tf.memory().numTensors;
      const wasm = await trainingStep(network, from, 3);
      expect(tf.memory().numTensors).toBe(before);
      expect(wasm.gradients.size).toBe(tensors);
      for (const [name, gradient] of wasm.gradients)
        expect(
          gradient.some((value) => value !== 0),
          name,
        ).toBe(true);
      if (locateRuntime() === null) return;
      await openBackend('tensorflow');
      const native = await trainingStep(network, from, 3);
      expect(wasm.loss).toBeCloseTo(native.loss, 5);
      for (const [name, gradient] of native.gradients) {
        expect(relativeToLargest(wasm.gradients.get(name)!, gradient), name).toBeLessThan(1e-4);
      }
    },
  );
});

describe('forward', () => {
  const network = describeNetwork({ ...convnet, units: 4 }, { size: 48, fit: 'stretch' }, 3);
  const last = network.layers.length;
  beforeAll(async () => {
    await openBackend('wasm');
  });

  function run(options: Partial<Parameters<typeof forward>[3]>): Float32Array {
    const parameters = createParameters(initialiseWeights(network, 1));
    const values = tf.tidy(() => {
      const input = tf.fill([2, 48, 48, 3], 0.5);
      const usual = { from: 0, to: last, dropout: null, logits: false };
      return forward(network, parameters, input, { ...usual, ...options }).dataSync<'float32'>();
    });
    disposeParameters(parameters);
    return values;
  }

  it('leaves out the last activation for logits', () => {
    const [probabilities, logits] = [run({}), run({ logits: true })];
    expect(probabilities.subarray(0, 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    const exponents = [...logits.subarray(0, 3)].map(Math.exp);
    const sum = exponents.reduce((total, value) => total + value, 0);
    exponents.forEach((value, index) => {
      expect(probabilities[index]).toBeCloseTo(value / sum, 6);
    });
  });

  it('applies the mask that it is given, and none without', () => {
    expect(run({ dropout: (_, shape) => tf.ones([...shape]) })).toEqual(run({}));
    expect([...run({ logits: true, dropout: (_, shape) => tf.zeros([...shape]) })]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });

  it('captures every layer that runs, and no other', () => {
    const capture = new Map<string, tf.Tensor>();
    run({ to: 4, capture });
    expect([...capture.keys()]).toEqual(['conv2d', 'max_pooling2d', 'conv2d_1', 'max_pooling2d_1']);
    const shapes = layerShapes(network);
    [...capture.values()].forEach((tensor, index) => {
      expect(tensor.shape).toEqual([2, ...shapes[index]!.outputShape]);
    });
  });
});

describe('preprocess', () => {
  it('turns the channels round, takes the mean away and scales', async () => {
    await openBackend('wasm');
    const pixel = (preprocessing: NetworkSpec['preprocessing']): number[] => [
      ...tf
        .tidy(() => preprocess(tf.tensor4d([255, 100, 10], [1, 1, 1, 3], 'int32'), preprocessing))
        .dataSync(),
    ];
    const vgg = pixel({ channelOrder: 'bgr', mean: [103.939, 116.779, 123.68], scale: 1 });
    [10 - 103.939, 100 - 116.779, 255 - 123.68].forEach((value, index) => {
      expect(vgg[index]).toBeCloseTo(value, 4);
    });
    expect(pixel({ channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 })[0]).toBeCloseTo(1, 6);
  });
});

it('reads parameters back as they were given', async () => {
  await openBackend('wasm');
  const weights = new Map([['a/kernel', { shape: [1, 2], values: new Float32Array([3, 4]) }]]);
  const parameters = createParameters(weights);
  expect(await readParameters(parameters)).toEqual(weights);
  disposeParameters(parameters);
});
