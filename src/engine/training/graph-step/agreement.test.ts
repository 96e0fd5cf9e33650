import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isThawError } from '../../../shared/errors/thaw-error.ts';
import { type LayerSpec, pictureName } from '../../../shared/network.ts';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import { openBackend } from '../../backend/open-backend.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { openEagerStep } from '../eager-step.ts';
import type { StepOptions, TrainingStep } from '../training-step.ts';
import { conv2d, dense } from '../../models/fixtures/small-layers.ts';
import { spatialLayers } from '../../models/fixtures/drawn-layers.ts';
import { drawnBatch, momentOf, narrowVgg, network, stepOptions } from './fixtures/small-networks.ts';
import { openGraphStep } from './open-graph-step.ts';
import { trainingGraph } from './training-graph.ts';

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

const hidden = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('linear' as const, 'relu' as const, 'softmax' as const),
    )
    .map((parts) => (name: string) => dense(name, ...parts)),
  fc.constant((name: string): LayerSpec => ({ kind: 'dropout', name, rate: 0.4 })),
);
const layers = fc
  .tuple(
    fc.array(spatialLayers, { minLength: 1, maxLength: 4 }),
    fc.array(hidden, { maxLength: 2 }),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom('flatten', 'mean'),
  )
  .map(([body, head, numOutputs, places]): LayerSpec[] => [
    ...body.flatMap((make, index) => make(`body_${index}`, index === 0 ? pictureName : `body_${index - 1}`)),
    places === 'flatten' ? { kind: 'flatten', name: places } : { kind: 'globalAveragePool2d', name: places },
    ...head.map((make, index) => make(`head_${index}`)),
    numOutputs === 1 ? dense('predictions', 1, 'sigmoid') : dense('predictions', numOutputs, 'softmax'),
  ])
  .filter((drawn) => staysPositive(drawn));
const share = (max: number): fc.Arbitrary<number> => fc.double({ min: 0.1, max, noNaN: true });
const optimizer: fc.Arbitrary<OptimizerConfig> = fc.oneof(
  fc.record({
    kind: fc.constant('rmsprop' as const),
    learningRate: fc.constant(1e-3),
    rho: share(0.95),
    momentum: fc.constantFrom(0, 0.9),
    epsilon: fc.constant(1e-4),
  }),
  fc.record({
    kind: fc.constant('adam' as const),
    learningRate: fc.constant(1e-3),
    beta1: share(0.95),
    beta2: share(0.99),
    epsilon: fc.constant(1e-3),
  }),
  fc.record({
    kind: fc.constant('adamw' as const),
    learningRate: fc.constant(1e-3),
    beta1: share(0.95),
    beta2: share(0.99),
    epsilon: fc.constant(1e-3),
    weightDecay: fc.constantFrom(0.004, 0.5),
  }),
  fc.record({
    kind: fc.constant('sgd' as const),
    learningRate: fc.constant(1e-2),
    momentum: fc.constantFrom(0, 0.9),
    nesterov: fc.boolean(),
    decay: fc.constantFrom(0, 0.1),
  }),
);

/** A window must not be larger than what is left of the picture. */
function staysPositive(drawn: readonly LayerSpec[]): boolean {
  try {
    layerShapes(network(drawn));
    return true;
  } catch (error) {
    if (isThawError(error, 'image-size-too-small')) return false;
    throw error;
  }
}

const steps = 3;

async function trained(
  options: StepOptions,
  step: TrainingStep,
): Promise<{ losses: number[]; all: TensorMap; logits: Float32Array }> {
  const losses: number[] = [];
  for (let at = 0; at < steps; at++)
    losses.push((await step.run(drawnBatch(options, 5, at), momentOf(options, at))).loss);
  const logits = await step.logits(drawnBatch({ ...options, from: options.measureFrom }, 4, 9).inputs, 4);
  const { parameters, slots } = await step.state();
  step.close();
  return { losses, all: new Map([...parameters, ...slots]), logits };
}

describe('the session graph and the operations of tfjs', () => {
  it('come to the same losses, weights, slots and answers, whatever the network and the optimizer', async () => {
    const thaw = fc.nat();
    await fc.assert(
      fc.asyncProperty(
        layers,
        optimizer,
        thaw,
        fc.constantFrom(
          { l2: 0, l2Biases: true },
          { l2: 0.01, l2Biases: false },
          { l2: 0.01, l2Biases: true },
        ),
        fc.constantFrom('cross-entropy' as const, 'hinge' as const, 'squared-hinge' as const),
        async (drawn, config, place, penalty, loss) => {
          const learnFrom = place % drawn.length;
          const options = stepOptions(network(drawn), config, { learnFrom, penalty, loss });
          const graph = await trained(options, await openGraphStep(binding, options, 'fp32'));
          const eager = await trained(options, openEagerStep(options));
          expect([...graph.all.keys()].sort()).toEqual([...eager.all.keys()].sort());
          expectNear(graph.losses, eager.losses);
          expectNear(graph.logits, eager.logits);
          for (const [name, { values }] of eager.all) expectNear(graph.all.get(name)!.values, values);
        },
      ),
      { numRuns: 80, seed: 5 },
    );
  });

  it('come to the whole batch’s update by its parts, in whatever optimizer', async () => {
    const spec = narrowVgg([1, 1, 1, 1, 1]);
    const penalty = { l2: 0.01, l2Biases: true };
    await fc.assert(
      fc.asyncProperty(optimizer, fc.constantFrom(1, 2, 4, 5), async (config, photosAtOnce) => {
        const whole = stepOptions(spec, config, { learnFrom: 2, penalty });
        const parted = { ...whole, photosAtOnce };
        const expected = await trained(whole, await openGraphStep(binding, whole, 'fp32'));
        for (const step of [await openGraphStep(binding, parted, 'fp32'), openEagerStep(parted)]) {
          const found = await trained(parted, step);
          expectNear(found.losses, expected.losses, 1e-5);
          for (const [name, { values }] of expected.all)
            expectNear(found.all.get(name)!.values, values, 1e-5);
        }
      }),
      { numRuns: 12, seed: 5 },
    );
  });

  it('come to the same where convolutions and their gradients are computed by tiles', async () => {
    // Smooth: of a million values one may lie so near relu's kink that the two ways see it on different sides.
    const convolutions = [128, 256, 128].map((filters, index) =>
      conv2d(`conv${index}`, filters, [3, 3], 1, 'same', 'sigmoid'),
    );
    const spec = network([
      ...convolutions,
      { kind: 'globalAveragePool2d', name: 'mean' },
      dense('predictions', 3, 'softmax'),
    ]);
    const config = { kind: 'sgd', learningRate: 1e-2, momentum: 0.9, nesterov: false, decay: 0 } as const;
    const options = stepOptions(spec, config);
    const nodes = trainingGraph(options, 'fp32', { forward: true, training: true }).graph.nodes.map(
      ({ name }) => name,
    );
    for (const part of [
      'training/conv1/product',
      'measuring/conv2/product',
      'gradients/conv2/input_gradient',
      'gradients/conv1/kernel_gradient',
    ])
      expect(nodes).toContain(`${part}/tiles/elements`);
    const graph = await trained(options, await openGraphStep(binding, options, 'fp32'));
    const eager = await trained(options, openEagerStep(options));
    expectNear(graph.losses, eager.losses);
    expectNear(graph.logits, eager.logits);
    for (const [name, { values }] of eager.all) expectNear(graph.all.get(name)!.values, values);
  });

  it.each([
    ['VGG16', [2, 2, 3, 3, 3]],
    ['VGG19', [2, 2, 4, 4, 4]],
  ] as const)('come to the same from every layer that %s can be thawed from', async (_, blocks) => {
    const spec = narrowVgg(blocks);
    const config = { kind: 'sgd', learningRate: 1e-2, momentum: 0.9, nesterov: false, decay: 0 } as const;
    for (const [learnFrom, { kind }] of spec.layers.entries()) {
      if (kind !== 'conv2d' && kind !== 'dense') continue;
      const options = stepOptions(spec, config, { learnFrom });
      const graph = await trained(options, await openGraphStep(binding, options, 'fp32'));
      const eager = await trained(options, openEagerStep(options));
      expectNear(graph.losses, eager.losses);
      for (const [name, { values }] of eager.all) expectNear(graph.all.get(name)!.values, values);
    }
  });
});

/** Within the tolerance of the largest, or of what float32 tells apart from 0 here. */
function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-4): void {
  const values = Array.from(expected);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  const difference = values.reduce(
    (most, value, index) => Math.max(most, Math.abs(found[index]! - value)),
    0,
  );
  expect(difference / largest).toBeLessThan(tolerance);
}
