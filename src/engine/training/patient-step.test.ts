import { beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerConfig } from '../../shared/recipe.ts';
import { openBackend } from '../backend/open-backend.ts';
import type { TensorFlowBinding } from '../backend/tensorflow-binding.ts';
import { conv2d, dense, maxPool2d } from '../models/fixtures/small-layers.ts';
import { openEagerStep } from './eager-step.ts';
import { drawnBatch, momentOf, network, stepOptions } from './graph-step/fixtures/small-networks.ts';
import { openGraphStep } from './graph-step/open-graph-step.ts';
import { openPatientStep } from './patient-step.ts';
import type { StepOptions, StepState, TrainingStep } from './training-step.ts';

const rmsprop: OptimizerConfig = {
  kind: 'rmsprop',
  learningRate: 1e-2,
  rho: 0.9,
  momentum: 0.5,
  epsilon: 1e-7,
};
const spec = network([
  conv2d('conv', 4, [3, 3], 1, 'same', 'relu'),
  maxPool2d('pool', 2, 2, 'valid'),
  { kind: 'flatten', name: 'flatten' },
  dense('hidden', 6, 'relu'),
  { kind: 'dropout', name: 'dropout', rate: 0.5 },
  dense('predictions', 3, 'softmax'),
]);
const options = stepOptions(spec, rmsprop, { penalty: { l2: 1e-3, l2Biases: false } });

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

/** A device that has room for so many photos at once; more are refused in TensorFlow's words. */
function withRoomFor(photos: number): TensorFlowBinding {
  const sizes = new Map<number, number>();
  const createTensor: TensorFlowBinding['createTensor'] = (shape, ...given) => {
    const id = binding.createTensor(shape, ...given);
    if (shape.length === 4) sizes.set(id, shape[0]!);
    return id;
  };
  const runSavedModel: TensorFlowBinding['runSavedModel'] = (model, ids, inputs, outputs) => {
    const at = inputs.split(',').findIndex((input) => input.startsWith('pixels'));
    if (at >= 0 && sizes.get(ids[at]!)! > photos)
      throw new Error(
        'OOM when allocating tensor with shape[8,64,150,150] and type float on /device:GPU:0 by allocator GPU_0_bfc',
      );
    return binding.runSavedModel(model, ids, inputs, outputs);
  };
  return Object.create(binding, {
    createTensor: { value: createTensor },
    runSavedModel: { value: runSavedModel },
  }) as TensorFlowBinding;
}

const values = ({ parameters, slots }: StepState): number[] =>
  [...parameters.values(), ...slots.values()].flatMap((tensor) => [...tensor.values]);
const furthest = (some: readonly number[], others: readonly number[]): number => {
  expect(some.length).toBe(others.length);
  return Math.max(...some.map((value, at) => Math.abs(value - others[at]!)));
};

async function undisturbed(): Promise<{ losses: number[]; state: StepState; logits: Float32Array }> {
  const step = await openGraphStep(binding, options, 'fp32');
  const losses: number[] = [];
  for (const at of [0, 1, 2])
    losses.push((await step.run(drawnBatch(options, 8, at), momentOf(options, at))).loss);
  const found = {
    losses,
    state: await step.state(),
    logits: await step.logits(drawnBatch(options, 8, 9).inputs, 8),
  };
  step.close();
  return found;
}

const ways: readonly (readonly [string, (room: number) => (given: StepOptions) => Promise<TrainingStep>])[] =
  [
    ['a graph', (room) => (given) => openGraphStep(withRoomFor(room), given, 'fp32')],
    ['operations', (room) => (given) => Promise.resolve(crowded(openEagerStep(given), room))],
  ];

/** tfjs's own words on WebAssembly (../backend/guard-wasm-memory.ts). */
function crowded(step: TrainingStep, room: number): TrainingStep {
  const refuse = (photos: number): void => {
    if (photos > room) throw new RangeError('WebAssembly memory ran out at 400 bytes more');
  };
  return {
    ...step,
    run(batch, moment) {
      refuse(batch.labels.length);
      return step.run(batch, moment);
    },
    addPart(part, isFirst) {
      refuse(part.labels.length);
      return step.addPart(part, isFirst);
    },
    logits(inputs, count) {
      refuse(count);
      return step.logits(inputs, count);
    },
  };
}

describe.each(ways)('a step by %s on a device without room', (_, openOn) => {
  it.each([
    [3, [4, 2]],
    [1, [4, 2, 1]],
  ])('for more than %i photos takes batches in parts, and comes to the same', async (room, sizesTold) => {
    const expected = await undisturbed();
    const told: number[] = [];
    const step = await openPatientStep(openOn(room), options, (photos) => told.push(photos));
    const losses: number[] = [];
    for (const at of [0, 1, 2])
      losses.push((await step.run(drawnBatch(options, 8, at), momentOf(options, at))).loss);
    const state = await step.state();
    const logits = await step.logits(drawnBatch(options, 8, 9).inputs, 8);
    step.close();
    expect(told).toEqual([...sizesTold, ...sizesTold]);
    expect(furthest(losses, expected.losses)).toBeLessThan(1e-5);
    expect(furthest(values(state), values(expected.state))).toBeLessThan(1e-5);
    expect(furthest([...logits], [...expected.logits])).toBeLessThan(1e-5);
  });

  it('for one photo gives up with an error that says why', async () => {
    const step = await openPatientStep(openOn(0), options, () => undefined);
    const before = values(await step.state());
    await expect(step.run(drawnBatch(options, 8, 0), momentOf(options, 0))).rejects.toMatchObject({
      code: 'out-of-memory',
    });
    expect(values(await step.state())).toEqual(before);
    step.close();
  });
});

it('leaves other failures as they are', async () => {
  const step = await openPatientStep(
    () =>
      Promise.resolve({
        ...openEagerStep(options),
        addPart: () => {
          throw new Error('broken');
        },
      }),
    options,
    () => undefined,
  );
  await expect(step.run(drawnBatch(options, 8, 0), momentOf(options, 0))).rejects.toThrow('broken');
});
