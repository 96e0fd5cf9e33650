import { centred } from '../../shared/centring.ts';
import type { SkippedFile, SplitDataset } from '../../shared/dataset.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { copyPrecision, copyStorage, type ComputeChoice, type Recipe } from '../../shared/recipe.ts';
import type { RunConfig } from '../../shared/run-files.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { asGpuMemoryError } from '../backend/webgpu/gpu-memory-error.ts';
import { cacheNeed, checkCacheFits } from '../features/plan-cache.ts';
import { providePixels, type PixelStore } from '../features/provide-pixels.ts';
import type { JobContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { meanImageOf } from '../models/mean-image-file.ts';
import { provideBaseWeights } from '../models/weights/provide-weights.ts';
import { chooseCompute } from './choose-compute.ts';
import { openForRun, type RunDevice } from './open-for-run.ts';
import { initialWeights, type InitialWeights, type WeightSources } from './initial-weights.ts';
import { photoStatistics, type PhotoStatistics } from './photo-statistics.ts';
import { cachedLayers, planPhases, type PhaseLayers } from './plan-phases.ts';
import { photosOf } from './run-session.ts';
import type { StartingPoint } from './starting-point.ts';
import type { StageClock } from './stage-clock.ts';

/** What a run needs whatever the photos are. */
export interface OpenedDevice extends WeightSources {
  readonly backend: ComputeBackend;
}

/**
 * The base's weights, then the backend: what can be refused is refused before photos are decoded. `begun`: on which
 * device a run that goes on has begun, or the processor where its GPU failed. Throws what provideBaseWeights throws, and `backend-unavailable`.
 */
export async function openDevice(
  recipe: Recipe,
  clock: StageClock,
  context: JobContext,
  start: StartingPoint | null = null,
  begun: RunDevice | 'processor' | null = null,
): Promise<OpenedDevice> {
  const { network } = recipe;
  const base =
    network.kind === 'base'
      ? await clock.measure('loading-weights', () => provideBaseWeights(network.base, context))
      : null;
  const backend = await clock.measure('opening-backend', () => openForRun(recipe, begun));
  return { base, start, backend };
}

/** What a run computes with, made ready before its folder is written. */
export interface ComputeSetup extends InitialWeights {
  readonly network: NetworkSpec;
  readonly phases: readonly PhaseLayers[];
  /** null for a network from scratch. */
  readonly baseWeights: RunConfig['baseWeights'];
  readonly backend: ComputeBackend;
  readonly compute: ComputeChoice;
  /** Of the training photos; their means are in `network` already. */
  readonly statistics: PhotoStatistics;
  /** Pixels of the training and validation photos; to be closed. */
  readonly pixels: PixelStore;
  /** Photos that could not be read. */
  readonly skipped: readonly SkippedFile[];
}

/**
 * Network, weights and pixels of a run on an opened device. The test photos are not touched. `settled`: how a run that
 * goes on computes; null for a new one. Throws `gpu-out-of-memory`, `gpu-lost`, `image-size-too-small`, `unknown-layer`, `nothing-to-start-from`, what chooseCompute throws,
 * `cache-too-small`, and what providePixels throws.
 */
export async function setUpCompute(
  recipe: Recipe,
  seed: number,
  dataset: SplitDataset,
  { backend, ...sources }: OpenedDevice,
  settled: ComputeChoice | null,
  clock: StageClock,
  context: JobContext,
): Promise<ComputeSetup> {
  const network = describeNetwork(recipe.network, recipe.image, dataset.classes.length);
  const phases = planPhases(network, recipe);
  const initial = initialWeights(network, recipe, seed, dataset.classes, sources);
  const { base } = sources;
  const baseWeights =
    base && recipe.network.kind === 'base' ? { name: recipe.network.base, sha256: base.sha256 } : null;
  const compute =
    settled ??
    (await clock.measure('choosing-precision', () =>
      chooseCompute(backend, recipe, network, phases, initial.weights, (stage) => {
        context.report({ kind: 'stage', stage, total: null, unit: 'steps' });
      }).catch((error: unknown) => {
        throw asGpuMemoryError(error, backend);
      }),
    ));
  await checkCache(recipe, compute, network, phases, dataset, initial.frozenSha256);
  const photos = dataset.photos.filter(({ part }) => part !== 'test');
  const { store: pixels, skipped } = await clock.measure('reading-photos', () =>
    providePixels(photos, dataset.folder, recipe.image, context, backend.binding),
  );
  const gone = new Set(skipped.map(({ path }) => path));
  const learned = photosOf(dataset, 'train').filter(({ path }) => !gone.has(path));
  const statistics = await clock
    .measure('reading-photos', () => photoStatistics(recipe, learned, pixels, seed, context.signal))
    .catch(async (error: unknown) => {
      await pixels.close();
      throw error;
    });
  return {
    ...initial,
    network: withMeans(network, statistics),
    phases,
    baseWeights,
    backend,
    compute,
    statistics,
    pixels,
    skipped,
  };
}

function withMeans(network: NetworkSpec, { mean, meanImage }: PhotoStatistics): NetworkSpec {
  if (!mean) return network;
  const { preprocessing, inputShape } = network;
  const image = meanImage && meanImageOf(meanImage, inputShape[0], preprocessing.channelOrder);
  return { ...network, preprocessing: centred(preprocessing, { mean }, image) };
}

/**
 * Before photos are decoded: what is cached of features that depend on the photos' means or colours is not known yet
 * and counts as missing.
 */
async function checkCache(
  recipe: Recipe,
  compute: ComputeChoice,
  network: NetworkSpec,
  phases: readonly PhaseLayers[],
  dataset: SplitDataset,
  weightsSha256: string,
): Promise<void> {
  const need = await cacheNeed({
    network,
    weightsSha256,
    image: recipe.image,
    precision: copyPrecision(compute),
    storage: copyStorage(compute),
    layers: cachedLayers(phases),
    trainingPhotos: photosOf(dataset, 'train'),
    otherPhotos: photosOf(dataset, 'validation'),
    augmentation: recipe.augmentation && { config: recipe.augmentation, seed: recipe.augmentationSeed },
    copies: recipe.copies,
  });
  await checkCacheFits(need);
}
