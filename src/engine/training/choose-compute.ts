import type { NetworkSpec } from '../../shared/network.ts';
import { trainingPrecision, type ComputeChoice, type Recipe } from '../../shared/recipe.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { computesOnGpu, hasBf16, type ComputeBackend } from '../backend/compute-backend.ts';
import { isOutOfMemory } from '../backend/out-of-memory.ts';
import { openFrozenPass, photosPerPass, type FrozenPass } from '../models/frozen-pass.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { madePixels } from './made-pixels.ts';
import { cachedLayers, type PhaseLayers } from './plan-phases.ts';

/** What has to be gained before another way is worth it: below this two measurements are the same. */
const worthwhile = 1.1;
/** Photos of a larger pass, at most: far above it nothing is gained even on a GPU, and a pause waits for a pass. */
const mostPhotos = 160;
const batchesTimed = 2;
/** Enough to tell the precisions apart by far, and a wait that is still short in fp32. */
const photosToCompare = 4;

/** Whether this device has instructions for bf16; elsewhere it is slower than fp32, and needs no timing. */
/**
 * How a run computes: what the recipe asks for, and where it leaves the choice, the faster of fp32 and bf16 by two
 * batches of each through the frozen layers; then twice as many photos a pass as long as that gains more than noise.
 * A network without frozen layers is timed nowhere: it trains in fp32 unless told. `announce` is called where the
 * timing begins, which takes some seconds. Throws `graph-rejected`, and
 * `backend-unavailable` where bf16 is asked for and the backend has no session graphs.
 */
export async function chooseCompute(
  backend: ComputeBackend,
  recipe: Recipe,
  network: NetworkSpec,
  phases: readonly PhaseLayers[],
  weights: TensorMap,
  announce: () => void = () => undefined,
): Promise<ComputeChoice> {
  const { precision } = recipe;
  if (precision === 'bf16' && !backend.binding)
    throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'bf16' });
  const layers = cachedLayers(phases);
  const isFixed = precision !== 'auto';
  const sizes = sizesToTry(backend);
  if (layers.length === 0 || (!hasBf16(backend) && sizes.length === 1))
    return { precision: isFixed ? precision : 'fp32', photosPerPass };
  if (isFixed && sizes.length === 1) return { precision, photosPerPass };
  announce();
  const timed = async (wanted: 'fp32' | 'bf16', sizes: readonly number[]): Promise<TimedPass> => {
    const pass = await openFrozenPass(backend, network, weights, layers, wanted);
    try {
      return await fastestSize(pass, network, sizes);
    } finally {
      pass.close();
    }
  };
  if (isFixed)
    return { precision, photosPerPass: (await timed(trainingPrecision({ precision }), sizes)).photos };
  if (!hasBf16(backend)) return { precision: 'fp32', photosPerPass: (await timed('fp32', sizes)).photos };
  const plain = await timed('fp32', [photosToCompare]);
  const fast = await timed('bf16', [photosToCompare, ...sizes.slice(1)]);
  return fast.rate > plain.rate * worthwhile
    ? { precision: 'bf16', photosPerPass: Math.max(photosPerPass, fast.photos) }
    : { precision: 'fp32', photosPerPass };
}

/** A processor is busy with the usual pass (measured, ../models/frozen-pass.ts); a GPU may want more at once. */
function sizesToTry({ facts }: ComputeBackend): readonly number[] {
  const sizes = [photosPerPass];
  if (computesOnGpu(facts)) while (sizes.at(-1)! * 2 <= mostPhotos) sizes.push(sizes.at(-1)! * 2);
  return sizes;
}

interface TimedPass {
  readonly photos: number;
  /** Photos a second. */
  readonly rate: number;
}

/** Goes up the sizes while that pays; memory that runs out ends it as well. */
async function fastestSize(
  pass: FrozenPass,
  network: NetworkSpec,
  sizes: readonly number[],
): Promise<TimedPass> {
  let best: TimedPass | null = null;
  for (const photos of sizes) {
    let rate: number;
    try {
      rate = await passRate(pass, network, photos);
    } catch (error) {
      if (best && isOutOfMemory(error)) return best;
      throw error;
    }
    if (best && rate < best.rate * worthwhile) return best;
    best = { photos, rate };
  }
  return best!;
}

/** The best of the batches, after one that warms the device up. */
async function passRate(pass: FrozenPass, network: NetworkSpec, photos: number): Promise<number> {
  const pixels = madePixels(network.inputShape[0], photos);
  await pass.runHalf(pixels, photos);
  let least = Infinity;
  for (let batch = 0; batch < batchesTimed; batch++) {
    const start = performance.now();
    await pass.runHalf(pixels, photos);
    least = Math.min(least, performance.now() - start);
  }
  return (photos * 1000) / least;
}
