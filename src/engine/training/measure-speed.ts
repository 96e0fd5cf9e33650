import { setImmediate } from 'node:timers/promises';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import { copyStorage, trainingPrecision, type ComputeChoice, type Recipe } from '../../shared/recipe.ts';
import { openBackend, type ComputeBackend } from '../backend/open-backend.ts';
import { toFloat16Words } from '../features/float16.ts';
import { augmentImage } from '../images/augment-image.ts';
import { drawAugmentation } from '../images/augmentation-draw.ts';
import { usualColourAxes } from '../images/usual-colour-axes.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { openFrozenPass } from '../models/frozen-pass.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { dropoutMask } from './dropout-mask.ts';
import { chooseCompute } from './choose-compute.ts';
import { madePixels } from './made-pixels.ts';
import { openTrainingStep } from './open-training-step.ts';
import { phaseStepOptions } from './phase-step-options.ts';
import { cachedLayers, planPhases, type PhaseLayers } from './plan-phases.ts';
import type { RunSession } from './run-session.ts';
import type { BatchInputs } from './training-step.ts';

/** How exactly to measure. */
interface Pace {
  /** Each measurement goes on for so long after a first round, which warms the device up. */
  readonly milliseconds: number;
  /** Photos in the rounds that a batch's time is worked out from: itself, or two smaller sizes, the smaller first. */
  readonly sizes: (batch: number) => readonly [number] | readonly [number, number];
}

const thorough: Pace = { milliseconds: 1_000, sizes: (batch) => [batch] };

/**
 * For a person who waits. WebAssembly takes ten seconds and more for a batch that tunes the base; its time is a part for
 * the weights and one for each photo, which two small rounds tell apart.
 */
function quick({ name }: ComputeBackend): Pace {
  const [few, more] = [1, 3];
  return { milliseconds: 250, sizes: (batch) => (name === 'wasm' && batch > more ? [few, more] : [batch]) };
}

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
  return measureAll(recipe, network, phases, weights, { backend, compute, pace: thorough, signal });
}

/** The same of a run that is about to train, less exactly and in a few seconds. Throws `cancelled`. */
export async function measureRunSpeed(session: RunSession, signal: AbortSignal): Promise<SpeedResult> {
  const { config, network, phases, weights, backend, compute } = session;
  return measureAll(config.recipe, network, phases, weights, {
    backend,
    compute,
    pace: quick(backend),
    signal,
  });
}

async function measureAll(
  recipe: Recipe,
  network: NetworkSpec,
  phases: readonly PhaseLayers[],
  weights: TensorMap,
  device: MeasuredDevice,
): Promise<SpeedResult> {
  const measured = [];
  const caching = await measureCaching(recipe, network, weights, phases, device);
  for (const phase of phases) measured.push(await measurePhase(recipe, network, weights, phase, device));
  return { precision: device.compute.precision, caching, phases: measured };
}

interface MeasuredDevice {
  readonly backend: ComputeBackend;
  readonly compute: ComputeChoice;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

async function measureCaching(
  recipe: Recipe,
  network: NetworkSpec,
  weights: TensorMap,
  phases: readonly PhaseLayers[],
  { backend, compute, pace, signal }: MeasuredDevice,
): Promise<number | null> {
  const layers = cachedLayers(phases);
  if (layers.length === 0) return null;
  const pass = await openFrozenPass(backend, network, weights, layers, trainingPrecision(compute));
  try {
    return await photosPerSecond(compute.photosPerPass, pace, signal, async (round, count) => {
      await pass.runHalf(augmented(recipe, count, round), count);
    });
  } finally {
    pass.close();
  }
}

async function measurePhase(
  recipe: Recipe,
  network: NetworkSpec,
  weights: TensorMap,
  phase: PhaseLayers,
  { backend, compute, pace, signal }: MeasuredDevice,
): Promise<SpeedResult['phases'][number]> {
  const { config, from, measureFrom } = phase;
  const trainingType = from === 0 ? 'pixels' : copyStorage(compute);
  const options = phaseStepOptions(network, phase, trainingType, weights, {
    loss: recipe.loss,
    numPhotos: config.batchSize,
  });
  const step = await openTrainingStep(backend, options, trainingPrecision(compute), () => undefined);
  const batch = config.batchSize;
  const numClasses = Math.max(2, layerShapes(network).at(-1)!.outputShape[0]!);
  const features = (first: number, count: number): Float32Array => {
    const shape = layerShapes(network)[first - 1]!.outputShape;
    return new Float32Array(shape.reduce((product, side) => product * side, count)).fill(0.5);
  };
  const inputs = (round: number, count: number): BatchInputs => {
    if (from === 0) return augmented(recipe, count, round);
    const floats = features(from, count);
    return copyStorage(compute) === 'float16' ? toFloat16Words(floats) : floats;
  };
  try {
    const training = await photosPerSecond(batch, pace, signal, async (round, count) => {
      await step.run(
        {
          inputs: inputs(round, count),
          labels: Array.from({ length: count }, (_, index) => index % numClasses),
          weights: null,
          dropoutMask: (layer, rate, size) => dropoutMask(1, rate, size, [round, layer]),
        },
        { step: round, learningRate: config.optimizer.learningRate },
      );
    });
    const measuring = await photosPerSecond(batch, pace, signal, async (_, count) => {
      await step.logits(
        measureFrom === 0 ? madePixels(recipe.image.size, count) : features(measureFrom, count),
        count,
      );
    });
    return { training, measuring };
  } finally {
    step.close();
  }
}

/** In batches of this many photos. `round` is given its number and how many photos it takes. */
async function photosPerSecond(
  batch: number,
  { milliseconds, sizes }: Pace,
  signal: AbortSignal,
  round: (number: number, count: number) => void | Promise<void>,
): Promise<number> {
  let rounds = 0;
  const secondsOf = async (count: number): Promise<number> => {
    const [start, before] = [performance.now(), rounds];
    do {
      // A cancel is heard between two rounds.
      await setImmediate();
      stopIfCancelled(signal);
      await round(++rounds, count);
    } while (performance.now() - start < milliseconds);
    return (performance.now() - start) / 1000 / (rounds - before);
  };
  const [few, more] = sizes(batch);
  await round(0, few);
  const forFew = await secondsOf(few);
  return more === undefined
    ? few / forFew
    : rateOfBatch(batch, { photos: few, seconds: forFew }, { photos: more, seconds: await secondsOf(more) });
}

interface TimedRound {
  readonly photos: number;
  readonly seconds: number;
}

/** Photos a second in a batch, by the line through two smaller rounds; never fewer than in the larger of them. */
export function rateOfBatch(batch: number, few: TimedRound, more: TimedRound): number {
  const each = Math.max(0, (more.seconds - few.seconds) / (more.photos - few.photos));
  const byLine = batch / (more.seconds + each * (batch - more.photos));
  // Rounds that took equally long tell nothing of a photo: what was seen is taken then.
  return each === 0 ? more.photos / more.seconds : Math.max(byLine, more.photos / more.seconds);
}

/** Made pixels as a photo's copy has them. */
function augmented({ augmentation, image }: Recipe, count: number, round: number): Uint8Array {
  const pixels = madePixels(image.size, count);
  const changed = Uint8Array.from(pixels);
  if (!augmentation) return changed;
  const bytes = pixels.length / count;
  for (let photo = 0; photo < count; photo++) {
    const draw = drawAugmentation(augmentation, randomStream(1, 'speed', round, photo));
    changed.set(
      augmentImage(
        pixels.subarray(photo * bytes, (photo + 1) * bytes),
        image.size,
        draw,
        augmentation,
        usualColourAxes,
      ),
      photo * bytes,
    );
  }
  return changed;
}
