import type { NetworkSpec } from '../../shared/network.ts';
import {
  trainingPrecision,
  type ComputeChoice,
  type PassPrecision,
  type Recipe,
} from '../../shared/recipe.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import { computesOnGpu, hasBf16, hasFp16, type ComputeBackend } from '../backend/compute-backend.ts';
import { isOutOfMemory } from '../backend/out-of-memory.ts';
import { openFrozenPass, photosPerPass, type FrozenPass } from '../models/frozen-pass.ts';
import { hasHalfPass } from '../models/passes/half-pass.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { madePixels } from './made-pixels.ts';
import { cachedLayers, type PhaseLayers } from './plan-phases.ts';
import { prepareGpu } from './prepare-gpu.ts';

/** What has to be gained before another way is worth it: below this two measurements are the same. */
const worthwhile = 1.1;
/** Photos of a larger pass, at most: far above it nothing is gained even on a GPU, and a pause waits for a pass. */
const mostPhotos = 160;
const batchesTimed = 2;
/** Enough to tell the precisions apart by far, and a wait that is still short in fp32. */
const photosToCompare = 4;

/**
 * How a run computes: what the recipe asks for, and where it leaves the choice, the faster of fp32 and what else the
 * device has instructions for (bf16 by TensorFlow; fp16 for cached features on a GPU by WebGPU, never asked for by name)
 * by two batches of each through the frozen layers; then twice as many photos a pass as long as that gains more than noise.
 * A network without frozen layers is timed nowhere: it trains in fp32 unless told. `announce` is called where the
 * timing begins, which takes some seconds, and where a GPU's shaders are compiled for it. Throws `graph-rejected`, and
 * `backend-unavailable` where bf16 is asked for and the backend has no session graphs.
 */
export async function chooseCompute(
  backend: ComputeBackend,
  recipe: Recipe,
  network: NetworkSpec,
  phases: readonly PhaseLayers[],
  weights: TensorMap,
  announce: (stage: 'preparing-gpu' | 'choosing-precision') => void = () => undefined,
): Promise<ComputeChoice> {
  const { precision } = recipe;
  if (precision === 'bf16' && !backend.binding)
    throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'bf16' });
  const layers = cachedLayers(phases);
  const isFixed = precision !== 'auto';
  const sizes = sizesToTry(backend);
  const other = otherPrecision(backend, network, layers);
  if (layers.length === 0 || (other === null && sizes.length === 1))
    return { precision: isFixed ? precision : 'fp32', photosPerPass };
  if (isFixed && sizes.length === 1) return { precision, photosPerPass };
  const timed = async (wanted: PassPrecision, sizes: readonly number[]): Promise<TimedPass> => {
    const pass = await openFrozenPass(backend, network, weights, layers, wanted);
    try {
      await prepareGpu(
        backend,
        network,
        (pixels, count) => pass.runHalf(pixels, count),
        () => {
          announce('preparing-gpu');
        },
      );
      announce('choosing-precision');
      return await fastestSize(pass, network, sizes);
    } finally {
      pass.close();
    }
  };
  if (isFixed)
    return { precision, photosPerPass: (await timed(trainingPrecision({ precision }), sizes)).photos };
  const inFp32 = async (): Promise<ComputeChoice> => ({
    precision: 'fp32',
    photosPerPass: sizes.length === 1 ? photosPerPass : (await timed('fp32', sizes)).photos,
  });
  if (other === null) return inFp32();
  const plain = await timed('fp32', [photosToCompare]);
  const fast = await timed(other, [photosToCompare, ...sizes.slice(1)]).catch(nullWhereTooLarge);
  return fast !== null && fast.firstRate > plain.rate * worthwhile
    ? { precision: other, photosPerPass: Math.max(photosPerPass, fast.photos) }
    : inFp32();
}

/** What may be faster than fp32 here; null: nothing. */
function otherPrecision(
  backend: ComputeBackend,
  network: NetworkSpec,
  layers: readonly string[],
): 'bf16' | 'fp16' | null {
  if (hasBf16(backend)) return 'bf16';
  return hasFp16(backend.facts) && hasHalfPass(network, layers) ? 'fp16' : null;
}

/** A network whose numbers are too large for fp16 has no features in it. */
function nullWhereTooLarge(error: unknown): null {
  if (isThawError(error) && error.code === 'features-overflow') return null;
  throw error;
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
  /** Of the first size that was tried. */
  readonly firstRate: number;
}

/** Goes up the sizes while that pays; memory that runs out ends it as well. */
async function fastestSize(
  pass: FrozenPass,
  network: NetworkSpec,
  sizes: readonly number[],
): Promise<TimedPass> {
  let best: TimedPass | null = null;
  let firstRate: number | null = null;
  for (const photos of sizes) {
    let rate: number;
    try {
      rate = await passRate(pass, network, photos);
    } catch (error) {
      if (best && isOutOfMemory(error)) return best;
      throw error;
    }
    if (best && rate < best.rate * worthwhile) return best;
    firstRate ??= rate;
    best = { photos, rate, firstRate };
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
