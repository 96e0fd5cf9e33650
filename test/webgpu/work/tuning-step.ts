import { toFloat16Words } from '../../../src/engine/features/float16.ts';
import { describeNetwork } from '../../../src/engine/models/describe-network.ts';
import { initialiseWeights } from '../../../src/engine/models/initialise-weights.ts';
import { layerShapes } from '../../../src/engine/models/layer-shapes.ts';
import { dropoutMask } from '../../../src/engine/training/dropout-mask.ts';
import { phaseStepOptions } from '../../../src/engine/training/phase-step-options.ts';
import { planPhases } from '../../../src/engine/training/plan-phases.ts';
import type { StepBatch, StepOptions } from '../../../src/engine/training/training-step.ts';
import { randomStream } from '../../../src/shared/random.ts';
import { recipeByName } from '../../../src/shared/recipes/catalogue.ts';

/** What the second phase of `two-phase` trains on photos of this size (px): VGG16 from its last block on. */
export function tuningOptions(size: number): StepOptions {
  const recipe = recipeByName('two-phase');
  const network = describeNetwork(recipe.network, { ...recipe.image, size }, 2);
  const phase = planPhases(network, recipe)[1]!;
  const objective = { loss: recipe.loss, numPhotos: phase.config.batchSize };
  return phaseStepOptions(network, phase, 'float16', initialiseWeights(network, 1), objective);
}

/** Features as the cache has them, drawn; the same for the same number. */
export function tuningBatch({ network, from }: StepOptions, photos: number, number: number): StepBatch {
  const stream = randomStream(1, 'features', number);
  const size = layerShapes(network)[from - 1]!.outputShape.reduce((product, side) => product * side, photos);
  return {
    inputs: toFloat16Words(Float32Array.from({ length: size }, () => stream.between(0, 2))),
    labels: Array.from({ length: photos }, (_, photo) => photo % 2),
    weights: null,
    dropoutMask: (layer, rate, length) => dropoutMask(1, rate, length, [number, layer]),
  };
}
