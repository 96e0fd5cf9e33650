import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { locateRuntime } from '../../src/engine/backend/runtime/locate-runtime.ts';
import type { TensorFlowBinding } from '../../src/engine/backend/tensorflow-binding.ts';
import { describeNetwork } from '../../src/engine/models/describe-network.ts';
import { initialiseWeights } from '../../src/engine/models/initialise-weights.ts';
import { layerShapes } from '../../src/engine/models/layer-shapes.ts';
import { dropoutMask } from '../../src/engine/training/dropout-mask.ts';
import { openEagerStep } from '../../src/engine/training/eager-step.ts';
import { openGraphStep } from '../../src/engine/training/graph-step/open-graph-step.ts';
import { madePixels } from '../../src/engine/training/made-pixels.ts';
import { phaseStepOptions } from '../../src/engine/training/phase-step-options.ts';
import { planPhases } from '../../src/engine/training/plan-phases.ts';
import type { StepBatch, StepOptions, TrainingStep } from '../../src/engine/training/training-step.ts';
import { isThawError } from '../../src/shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../src/shared/network.ts';
import { randomStream } from '../../src/shared/random.ts';
import type { Recipe } from '../../src/shared/recipe.ts';
import { recipeByName, recipeNames } from '../../src/shared/recipes/catalogue.ts';

/**
 * Every recipe's phases take three steps on TensorFlow's session graph and on WebAssembly, operation by operation, at
 * their own rate. Three deep networks do so at a twentieth of it: Adam divides a gradient by its own size, so that where
 * one is nearly zero the rounding of a backend is a whole step, and their losses jump from 1 to 6 in these steps.
 */
const slowed = ['vgg16-c-scratch', 'vgg16-scratch', 'vgg19-scratch'];

const [photos, numClasses, steps] = [4, 3, 3];
const closeTo = 1e-3;

/** The smallest size that the recipe's network allows, and settings. */
function smallest(recipe: Recipe): NetworkSpec {
  const image = { ...recipe.image, size: 16 };
  try {
    return describeNetwork(recipe.network, image, numClasses);
  } catch (error) {
    if (!isThawError(error, 'image-size-too-small')) throw error;
    return describeNetwork(recipe.network, { ...image, size: error.facts.least }, numClasses);
  }
}

function batchFor(network: NetworkSpec, { from }: StepOptions, step: number): StepBatch {
  const draws = randomStream(3, 'features', step);
  const size = from === 0 ? 0 : layerShapes(network)[from - 1]!.outputShape.reduce((a, b) => a * b, photos);
  return {
    inputs:
      from === 0
        ? madePixels(network.inputShape[0], photos)
        : Float32Array.from({ length: size }, () => draws.between(0, 1)),
    labels: Array.from({ length: photos }, (_, photo) => photo % numClasses),
    weights: null,
    dropoutMask: (layer, rate, values) => dropoutMask(5, rate, values, [step, layer]),
  };
}

async function lossesOf(step: TrainingStep, network: NetworkSpec, options: StepOptions): Promise<number[]> {
  const { learningRate } = options.optimizer;
  const losses: number[] = [];
  for (let at = 0; at < steps; at++)
    losses.push((await step.run(batchFor(network, options, at), { step: at, learningRate })).loss);
  step.close();
  return losses;
}

describe.skipIf(locateRuntime() === null)('three steps on both backends', () => {
  let binding: TensorFlowBinding;
  beforeAll(async () => {
    binding = (await openBackend('tensorflow')).binding!;
    await openBackend('wasm');
  });

  it.each(recipeNames)('%s', async (name) => {
    const recipe = recipeByName(name);
    const network = smallest(recipe);
    const weights = initialiseWeights(network, 2, 0, recipe);
    for (const phase of planPhases(network, recipe)) {
      const type = phase.from === 0 ? 'pixels' : 'float32';
      const plain = phaseStepOptions(network, phase, type, weights, {
        loss: recipe.loss,
        numPhotos: 100,
      });
      const { optimizer } = plain;
      const options = {
        ...plain,
        optimizer: { ...optimizer, learningRate: optimizer.learningRate / (slowed.includes(name) ? 20 : 1) },
      };
      const inGraph = await lossesOf(await openGraphStep(binding, options, 'fp32'), network, options);
      const eager = await lossesOf(openEagerStep(options), network, options);
      expect(new Set(inGraph).size).toBe(steps);
      inGraph.forEach((loss, step) => {
        expect(Math.abs(loss - eager[step]!)).toBeLessThan(closeTo);
      });
    }
  });
});
