import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import type { OptimizerConfig } from '../../shared/recipe.ts';
import { openBackend } from '../backend/open-backend.ts';
import type { TensorFlowBinding } from '../backend/tensorflow-binding.ts';
import { describeNetwork, firstLearningLayer, numBaseLayers } from '../models/describe-network.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { dropoutMask } from './dropout-mask.ts';
import { openEagerStep } from './eager-step.ts';
import { openGraphStep } from './graph-step/open-graph-step.ts';
import type { StepBatch, StepMoment, StepOptions, StepState, TrainingStep } from './training-step.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

const rmsprop: OptimizerConfig = {
  kind: 'rmsprop',
  learningRate: 1e-4,
  rho: 0.9,
  momentum: 0.5,
  epsilon: 1e-7,
};
const config = { kind: 'base', base: 'vgg16', units: 64, dropout: 0.5 } as const;
const network = describeNetwork(config, { size: 150, fit: 'stretch' }, 2);
const weights = initialiseWeights(network, 5);

/** Tuning of block 5, the step that the trainer does most, with weights and features that were drawn. */
const block5From = firstLearningLayer(network, config, 'block5_conv1');
const block5: StepOptions = {
  network,
  from: block5From,
  trainingType: 'float32',
  measureFrom: block5From,
  optimizer: rmsprop,
  loss: 'cross-entropy',
  photosAtOnce: null,
  penalty: { l2: 1e-4, l2Biases: false },
  learning: weightsOfLayers(network, weights, block5From),
  frozen: new Map(),
  slots: null,
};

function batch(step: number, count: number, size: number): StepBatch {
  const stream = randomStream(1, 'features', step);
  return {
    inputs: Float32Array.from({ length: count * size }, () => Math.max(0, stream.between(-40, 40))),
    labels: Array.from({ length: count }, () => stream.below(2)),
    weights: null,
    dropoutMask: (layer, rate, length) => dropoutMask(1, rate, length, [step, layer]),
  };
}

const moment = (step: number): StepMoment => ({ step, learningRate: rmsprop.learningRate });
const noPenalty = { l2: 0, l2Biases: false };

const bytesOf = ({ parameters, slots }: StepState): Buffer =>
  Buffer.concat([...parameters.values(), ...slots.values()].map(({ values }) => Buffer.from(values.buffer)));

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

/** Features at the head, which alone learns. */
function headOf(options: StepOptions): StepOptions {
  const from = numBaseLayers(config);
  return {
    ...options,
    from,
    measureFrom: from,
    learning: weightsOfLayers(network, weights, from),
  };
}

type OpenStep = (options: StepOptions) => TrainingStep | Promise<TrainingStep>;
const ways: readonly (readonly [string, OpenStep])[] = [
  ['operation by operation', openEagerStep],
  ['one graph in fp32', (options) => openGraphStep(binding, options, 'fp32')],
  ['one graph in bf16', (options) => openGraphStep(binding, options, 'bf16')],
];

describe.each(ways)('a training step as %s', (way, open) => {
  it('comes to the same bits each time, and when it goes on from a saved state', async () => {
    const run = async (step: TrainingStep, first: number, last: number): Promise<void> => {
      for (let at = first; at < last; at++) await step.run(batch(at, 3, 9 * 9 * 512), moment(at));
    };
    const undisturbed = await open(block5);
    await run(undisturbed, 0, 2);
    const expected = bytesOf(await undisturbed.state());
    undisturbed.close();

    const begun = await open(block5);
    await run(begun, 0, 1);
    const { parameters, slots } = await begun.state();
    begun.close();
    const resumed = await open({ ...block5, learning: parameters, slots });
    await run(resumed, 1, 2);
    const found = bytesOf(await resumed.state());
    resumed.close();
    expect(found.equals(expected)).toBe(true);
  });

  it('holds as many tensors after each step as before, and none after it was closed', async () => {
    const before = tf.memory().numTensors;
    const heldByTensorflow = binding.getNumOfTensors();
    const step = await open(block5);
    const held: number[] = [];
    for (const at of [0, 1, 2]) {
      await step.run(batch(at, 3, 9 * 9 * 512), moment(at));
      await step.logits(batch(at, 2, 9 * 9 * 512).inputs, 2);
      held.push(tf.memory().numTensors);
    }
    // Per parameter its value and two slots; 3 convolutions and 2 dense layers with kernel and bias. A graph's are
    // inside TensorFlow.
    expect(held).toEqual(Array(3).fill(before + (way === 'operation by operation' ? 3 * 10 : 0)));
    step.close();
    expect(tf.memory().numTensors).toBe(before);
    expect(binding.getNumOfTensors()).toBe(heldByTensorflow);
  });

  it('changes what learns and nothing below', async () => {
    const predictionsFrom = network.layers.findIndex(({ name }) => name === 'predictions');
    const learning = weightsOfLayers(network, weights, predictionsFrom);
    const frozen = weightsOfLayers(network, weights, numBaseLayers(config), predictionsFrom);
    const step = await open({ ...headOf(block5), learning, frozen });
    const { inputs } = batch(0, 4, 8192);
    const before = await step.logits(inputs, 4);
    await step.run(batch(0, 4, 8192), moment(0));
    const after = await step.logits(inputs, 4);
    const { parameters } = await step.state();
    step.close();
    expect([...parameters.keys()]).toEqual(['predictions/kernel', 'predictions/bias']);
    expect(after).not.toEqual(before);
    expect(differs(parameters, weights, 'predictions/kernel')).toBe(true);
  });

  it('learns from whole photos, by pixels, and counts a class by its weight', async () => {
    const scratch = { kind: 'small-convnet', units: 8, dropout: 0.5 } as const;
    const small = describeNetwork(scratch, { size: 96, fit: 'stretch' }, 3);
    const options: StepOptions = {
      ...block5,
      network: small,
      from: 0,
      trainingType: 'pixels',
      measureFrom: 0,
      penalty: noPenalty,
      learning: initialiseWeights(small, 5),
    };
    const inputs = (): Uint8Array => Uint8Array.from({ length: 3 * 96 * 96 * 3 }, (_, at) => (at * 31) % 256);
    const plain: StepBatch = {
      inputs: inputs(),
      labels: [0, 1, 2],
      weights: null,
      dropoutMask: (_, __, size) => new Float32Array(size).fill(1),
    };
    const losses: number[] = [];
    for (const given of [null, [1, 1, 1], [2, 2, 2], [3, 0, 0]]) {
      const step = await open(options);
      losses.push((await step.run({ ...plain, inputs: inputs(), weights: given }, moment(0))).loss);
      step.close();
    }
    expect(losses[1]).toBeCloseTo(losses[0]!, 6);
    expect(losses[2]).toBeCloseTo(2 * losses[0]!, 5);
    const alone = await open(options);
    const { loss } = await alone.run(
      { ...plain, inputs: inputs().slice(0, 96 * 96 * 3), labels: [0] },
      moment(0),
    );
    alone.close();
    // 3, 0, 0 over three photos: the mean is the first photo's loss.
    expect(losses[3]).toBeCloseTo(loss, 4);
  });

  it('lowers the loss of a batch it sees again and again', async () => {
    const step = await open({ ...headOf(block5), penalty: noPenalty });
    const losses: number[] = [];
    for (let at = 0; at < 8; at++) losses.push((await step.run(batch(0, 4, 8192), moment(at))).loss);
    step.close();
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
  });
});

function differs(after: TensorMap, before: TensorMap, name: string): boolean {
  return after.get(name)!.values.some((value, index) => value !== before.get(name)!.values[index]);
}
