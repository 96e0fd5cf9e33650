import { beforeAll, describe, expect, it } from 'vitest';
import { bases, type BaseName } from '../../../shared/bases.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import { applySettings } from '../../../shared/apply-settings.ts';
import { openBackend } from '../../backend/open-backend.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { describeNetwork } from '../../models/describe-network.ts';
import { drawnWeights } from '../../models/fixtures/every-kind.ts';
import { openEagerStep } from '../eager-step.ts';
import { phaseStepOptions } from '../phase-step-options.ts';
import { cachedLayers, planPhases } from '../plan-phases.ts';
import type { StepOptions, TrainingStep } from '../training-step.ts';
import { drawnBatch } from './fixtures/small-networks.ts';
import { openGraphStep } from './open-graph-step.ts';

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

const objective = { loss: { kind: 'cross-entropy' }, numPhotos: 1 } as const;

/** High enough that the first layers of a block move by more than float32 can tell apart. */
const learningRate = 0.1;

/** The least side in pixels, where it is not 32. */
const leastSize: Partial<Record<BaseName, number>> = { xception: 71, 'inception-v3': 75 };

/** The fine-tuning phase of `two-phase` on a base, on features of the least size, by plain descent. */
function fineTuning(base: BaseName): { readonly options: StepOptions; readonly cached: readonly string[] } {
  const recipe = applySettings(recipeByName('two-phase'), [
    `base=${base}`,
    `imageSize=${leastSize[base] ?? 32}`,
    'units=16',
    'optimizer=sgd',
    `learningRate=${learningRate}`,
  ]);
  const network = describeNetwork(recipe.network, recipe.image, 2);
  const phases = planPhases(network, recipe);
  const options = phaseStepOptions(network, phases[1]!, 'float32', drawnWeights(network), objective);
  return { options, cached: cachedLayers(phases) };
}

const steps = 2;

async function trained(
  options: StepOptions,
  step: TrainingStep,
): Promise<{ readonly losses: readonly number[]; readonly parameters: ReadonlyMap<string, Float32Array> }> {
  const losses: number[] = [];
  for (let at = 0; at < steps; at++)
    losses.push((await step.run(drawnBatch(options, 4, at), { step: at, learningRate })).loss);
  const { parameters } = await step.state();
  step.close();
  return { losses, parameters: new Map([...parameters].map(([name, { values }]) => [name, values])) };
}

describe('fine-tuning the last block of a base', () => {
  it.each([
    ['resnet50', 'conv4_block6_out', 'conv5_block1_1_conv'],
    ['mobilenet', 'conv_pw_11_relu', 'conv_pad_12'],
    ['mobilenet-v2', 'block_12_add', 'block_13_expand'],
    ['vgg19', 'block4_pool', 'block5_conv1'],
    ['xception', 'add_11', 'block14_sepconv1'],
    ['inception-v3', 'mixed8', 'conv2d_80'],
  ] as const)('comes to the same by the session graph and by tfjs: %s', async (base, below, from) => {
    const { options, cached } = fineTuning(base);
    expect(options.network.layers[options.from]!.name).toBe(from);
    expect(from).toBe(bases[base].thawFrom);
    expect(cached).toContain(below);
    const graph = await trained(options, await openGraphStep(binding, options, 'fp32'));
    const eager = await trained(options, openEagerStep(options));
    expect([...graph.parameters.keys()].sort()).toEqual([...eager.parameters.keys()].sort());
    expect([...graph.parameters.keys()].some((name) => name.includes('moving_'))).toBe(false);
    graph.losses.forEach((loss, step) => {
      expect(Math.abs(loss / eager.losses[step]! - 1)).toBeLessThan(1e-4);
    });
    for (const [name, expected] of eager.parameters)
      expectSameChange(name, options.learning.get(name)!.values, graph.parameters.get(name)!, expected);
  });

  it('learns from within a residual block, from features below it', () => {
    const recipe = applySettings(recipeByName('two-phase'), [
      'base=resnet50',
      'imageSize=32',
      'phase2.learnFrom=conv5_block3_2_conv',
    ]);
    const network = describeNetwork(recipe.network, recipe.image, 2);
    const [, tuning] = planPhases(network, recipe);
    expect(tuning!.cachedLayer).toBe('conv5_block2_out');
    expect(network.layers[tuning!.learnFrom]!.name).toBe('conv5_block3_2_conv');
    const { learning, frozen } = phaseStepOptions(
      network,
      tuning!,
      'float32',
      drawnWeights(network),
      objective,
    );
    expect(learning.has('conv5_block3_2_conv/kernel')).toBe(true);
    expect(frozen.has('conv5_block3_1_conv/kernel')).toBe(true);
    expect(frozen.has('conv5_block3_2_bn/moving_mean')).toBe(true);
  });
});

/** Changes are compared, not weights: these would hide a gradient that is wrong. */
function expectSameChange(
  name: string,
  before: Float32Array,
  found: Float32Array,
  expected: Float32Array,
): void {
  let [largest, difference, size] = [0, 0, 0];
  expected.forEach((value, index) => {
    largest = Math.max(largest, Math.abs(value - before[index]!));
    difference = Math.max(difference, Math.abs(value - found[index]!));
    size = Math.max(size, Math.abs(value));
  });
  expect(largest, name).toBeGreaterThan(0);
  // What float32 can tell apart beside a weight counts as well.
  expect(difference, name).toBeLessThan(1e-3 * largest + 2e-7 * size);
}
