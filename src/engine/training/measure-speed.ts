import { setImmediate } from 'node:timers/promises';
import type { SpeedResult } from '../../shared/job-results.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import { copyStorage, trainingPrecision, type ComputeChoice, type Recipe } from '../../shared/recipe.ts';
import { openBackend, type ComputeBackend } from '../backend/open-backend.ts';
import { toFloat16Words } from '../features/float16.ts';
import { augmentImage, drawAugmentation } from '../images/augment-image.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { openFrozenPass } from '../models/frozen-pass.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { dropoutMask } from './dropout-mask.ts';
import { chooseCompute } from './choose-compute.ts';
import { openTrainingStep } from './open-training-step.ts';
import { cachedLayers, planPhases, type PhaseLayers } from './plan-phases.ts';
import type { BatchInputs } from './training-step.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

/** Milliseconds of each measurement after a first round, which warms the device up. */
const measuredFor = 1_000;

/**
 * How many photos a second this device computes of a recipe, on made pixels with drawn weights: as much work as with
 * real ones. Takes some seconds. Throws `backend-unavailable`, `image-size-too-small`, `unknown-layer`, `cancelled`.
 */
export async function measureSpeed(
  recipe: Recipe,
  numClasses: number,
  signal: AbortSignal,
): Promise<SpeedResult> {
  const network = describeNetwork(recipe.network, recipe.image, numClasses);
  const phases = planPhases(network, recipe);
  const backend = await openBackend(recipe.backend);
  const weights = initialiseWeights(network, 1, 0);
  const compute = await chooseCompute(backend, recipe, network, phases, weights);
  const device = { backend, compute, signal };
  const measured = [];
  const caching = await measureCaching(recipe, network, weights, phases, device);
  for (const phase of phases) measured.push(await measurePhase(recipe, network, weights, phase, device));
  return { precision: compute.precision, caching, phases: measured };
}

interface MeasuredDevice {
  readonly backend: ComputeBackend;
  readonly compute: ComputeChoice;
  readonly signal: AbortSignal;
}

async function measureCaching(
  recipe: Recipe,
  network: NetworkSpec,
  weights: TensorMap,
  phases: readonly PhaseLayers[],
  { backend, compute, signal }: MeasuredDevice,
): Promise<number | null> {
  const layers = cachedLayers(phases);
  if (layers.length === 0) return null;
  const pass = await openFrozenPass(backend, network, weights, layers, trainingPrecision(compute));
  try {
    const { photosPerPass } = compute;
    const pixels = madePixels(recipe.image.size, photosPerPass);
    return await photosPerSecond(photosPerPass, signal, async (round) => {
      await pass.runHalf(augmented(recipe, pixels, photosPerPass, round), photosPerPass);
    });
  } finally {
    pass.close();
  }
}

async function measurePhase(
  recipe: Recipe,
  network: NetworkSpec,
  weights: TensorMap,
  { config, from, measureFrom, learnFrom }: PhaseLayers,
  { backend, compute, signal }: MeasuredDevice,
): Promise<SpeedResult['phases'][number]> {
  const options = {
    network,
    from,
    trainingType: from === 0 ? 'pixels' : copyStorage(compute),
    learnFrom,
    measureFrom,
    optimizer: config.optimizer,
    l2: config.l2,
    learning: weightsOfLayers(network, weights, learnFrom),
    frozen: weightsOfLayers(network, weights, Math.min(from, measureFrom), learnFrom),
    slots: null,
  } as const;
  const step = await openTrainingStep(backend, options, trainingPrecision(compute));
  const count = config.batchSize;
  const numClasses = Math.max(2, layerShapes(network).at(-1)!.outputShape[0]!);
  const labels = Array.from({ length: count }, (_, index) => index % numClasses);
  const pixels = madePixels(recipe.image.size, count);
  const features = (first: number): Float32Array => {
    const shape = layerShapes(network)[first - 1]!.outputShape;
    return new Float32Array(shape.reduce((product, side) => product * side, count)).fill(0.5);
  };
  const inputs = (round: number): BatchInputs => {
    if (from === 0) return augmented(recipe, pixels, count, round);
    return copyStorage(compute) === 'float16' ? toFloat16Words(features(from)) : features(from);
  };
  try {
    const training = await photosPerSecond(count, signal, (round) => {
      step.run(
        {
          inputs: inputs(round),
          labels,
          weights: null,
          dropoutMask: (layer, rate, size) => dropoutMask(1, rate, size, [round, layer]),
        },
        round,
      );
    });
    const measuring = await photosPerSecond(count, signal, () => {
      step.logits(measureFrom === 0 ? Uint8Array.from(pixels) : features(measureFrom), count);
    });
    return { training, measuring };
  } finally {
    step.close();
  }
}

async function photosPerSecond(
  photos: number,
  signal: AbortSignal,
  round: (number: number) => void | Promise<void>,
): Promise<number> {
  await round(0);
  const start = performance.now();
  let rounds = 0;
  do {
    // A cancel is heard between two rounds.
    await setImmediate();
    stopIfCancelled(signal);
    await round(++rounds);
  } while (performance.now() - start < measuredFor);
  return (rounds * photos * 1000) / (performance.now() - start);
}

function madePixels(size: number, count: number): Uint8Array {
  return Uint8Array.from({ length: size * size * 3 * count }, (_, index) => (index * 37) % 251);
}

/** A buffer of its own, as a step takes it. */
function augmented(
  { augmentation, image }: Recipe,
  pixels: Uint8Array,
  count: number,
  round: number,
): Uint8Array {
  const changed = Uint8Array.from(pixels);
  if (!augmentation) return changed;
  const bytes = pixels.length / count;
  for (let photo = 0; photo < count; photo++) {
    const draw = drawAugmentation(augmentation, randomStream(1, 'speed', round, photo));
    changed.set(
      augmentImage(pixels.subarray(photo * bytes, (photo + 1) * bytes), image.size, draw),
      photo * bytes,
    );
  }
  return changed;
}
