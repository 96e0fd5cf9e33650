import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../backend/open-backend.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { fromFloat16Words, toFloat16Words } from '../../features/float16.ts';
import { rmsprop } from '../../../shared/recipes/parts.ts';
import { conv2d, dense, maxPool2d } from '../../models/fixtures/small-layers.ts';
import { drawnBatch, momentOf, network, stepOptions } from './fixtures/small-networks.ts';
import { openGraphStep } from './open-graph-step.ts';
import { trainingGraph } from './training-graph.ts';

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

const layers = [
  conv2d('low', 4, [3, 3], 1, 'same', 'relu'),
  maxPool2d('pool', 2, 2, 'valid'),
  conv2d('high', 6, [3, 3], 1, 'same', 'relu'),
  { kind: 'flatten', name: 'flatten' },
  dense('hidden', 8, 'relu'),
  dense('predictions', 3, 'softmax'),
] as const;
const options = stepOptions(network(layers), rmsprop(1e-3), { from: 2 });

describe('openGraphStep', () => {
  it.each(['fp32', 'bf16'] as const)(
    'holds as many tensors after 1,000 steps as before, in %s',
    async (precision) => {
      const before = [binding.getNumOfTensors(), binding.getNumOfSavedModels()];
      const step = await openGraphStep(binding, options, precision);
      await step.run(drawnBatch(options, 4, 0), momentOf(options, 0));
      const held = binding.getNumOfTensors();
      for (let at = 1; at <= 1000; at++) await step.run(drawnBatch(options, 4, at), momentOf(options, at));
      expect(binding.getNumOfTensors()).toBe(held);
      step.close();
      expect([binding.getNumOfTensors(), binding.getNumOfSavedModels()]).toEqual(before);
    },
  );

  it('keeps two steps that are open at once apart', async () => {
    const one = await openGraphStep(binding, options, 'fp32');
    const other = await openGraphStep(binding, options, 'fp32');
    await one.run(drawnBatch(options, 4, 0), momentOf(options, 0));
    const { parameters } = await other.state();
    expect(parameters).toEqual(options.learning);
    one.close();
    other.close();
  });

  it('takes features as half words as it takes the floats that they stand for', async () => {
    const batch = drawnBatch(options, 4, 0);
    const moment = momentOf(options, 0);
    const words = toFloat16Words(batch.inputs as Float32Array);
    const floats = await openGraphStep(binding, options, 'fp32');
    const halves = await openGraphStep(binding, { ...options, trainingType: 'float16' }, 'fp32');
    const expected = await floats.run({ ...batch, inputs: fromFloat16Words(words) }, moment);
    expect(await halves.run({ ...batch, inputs: words }, moment)).toEqual(expected);
    floats.close();
    halves.close();
  });

  it('trains from photos and measures from features of the layers that are frozen', async () => {
    const thawed = stepOptions(network(layers), rmsprop(1e-3), { learnFrom: 2 });
    const step = await openGraphStep(binding, { ...thawed, measureFrom: 2 }, 'fp32');
    await step.run(drawnBatch(thawed, 4, 0), momentOf(thawed, 0));
    const { parameters } = await step.state();
    expect([...parameters.keys()].filter((name) => name.startsWith('low'))).toEqual([]);
    expect(await step.logits(drawnBatch(options, 4, 0).inputs, 4)).toHaveLength(12);
    step.close();
  });

  it('names the layer that TensorFlow does not take', async () => {
    const kernel = options.learning.get('hidden/kernel')!;
    const shape = [kernel.shape[0]! + 1, kernel.shape[1]!];
    const values = new Float32Array(shape[0]! * shape[1]!);
    const learning = new Map([...options.learning, ['hidden/kernel', { shape, values }]]);
    const run = async (): Promise<void> => {
      const step = await openGraphStep(binding, { ...options, learning }, 'fp32');
      try {
        await step.run(drawnBatch(options, 4, 0), momentOf(options, 0));
      } finally {
        step.close();
      }
    };
    await expect(run()).rejects.toMatchObject({ code: 'graph-rejected', facts: { layer: 'hidden' } });
  });

  it('names no device, so that TensorFlow takes a GPU where there is one', () => {
    for (const precision of ['fp32', 'bf16'] as const)
      for (const { device } of trainingGraph(options, precision, { forward: true, training: true }).graph
        .nodes)
        expect(device).toBe('');
  });
});
