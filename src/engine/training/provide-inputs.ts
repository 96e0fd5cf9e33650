import type { Photo } from '../../shared/dataset.ts';
import { copyPrecision, copyStorage } from '../../shared/recipe.ts';
import { keepPass } from '../features/keep-pass.ts';
import { provideFeatures, type FeatureRequest, type FeatureStore } from '../features/provide-features.ts';
import type { JobContext } from '../job/job-context.ts';
import { openFrozenPass } from '../models/frozen-pass.ts';
import { patientPass } from '../models/passes/patient-pass.ts';
import { featureSource, pixelSource, type InputSource } from './input-source.ts';
import { cachedLayers } from './plan-phases.ts';
import { prepareGpu } from './prepare-gpu.ts';
import { photosOf, type RunSession } from './run-session.ts';

export interface PhaseInputs {
  readonly training: InputSource;
  readonly validation: InputSource;
}

/** The sources of every phase, in order, and what closes the stores behind them. */
export interface ProvidedInputs {
  readonly phases: readonly PhaseInputs[];
  close(): Promise<void>;
}

type StoresByLayer = ReadonlyMap<string, FeatureStore>;

/**
 * Makes ready what the phases learn from: features of every cached layer, computed where they are missing, or pixels.
 * Features of the training copies are in the run's precision and kept as float16, or float32 where it is exact; those
 * of the validation part, which epochs are chosen by, are always fp32 and float32. Photos that are changed afresh in
 * every epoch are decoded pixels, augmented on the way. Throws what provideFeatures throws.
 */
export async function provideInputs(session: RunSession, context: JobContext): Promise<ProvidedInputs> {
  const { config, dataset, phases, pixels, statistics } = session;
  const { recipe, seed } = config;
  const opened: FeatureStore[] = [];
  const close = async (): Promise<void> => {
    for (const store of opened) await store.close();
  };
  try {
    const { copies, validation } = await provideCached(session, context, opened);
    const plain = pixelSource(pixels, null);
    return {
      close,
      phases: phases.map(({ cachedLayer, from }, phase) => {
        const { colourAxes: axes } = statistics;
        const augmentation = recipe.augmentation && { config: recipe.augmentation, axes, seed, phase };
        const training =
          from === 0
            ? pixelSource(pixels, augmentation)
            : featureSource(
                copies.map((stores) => stores.get(cachedLayer!)!),
                seed,
                photosOf(dataset, 'train').length,
              );
        if (cachedLayer === null) return { training, validation: plain };
        const measured = validation.get(cachedLayer);
        // Without a validation part the source is never read.
        const numMeasured = photosOf(dataset, 'validation').length;
        return { training, validation: measured ? featureSource([measured], seed, numMeasured) : training };
      }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface CachedFeatures {
  /** One element a training copy; none where every phase begins with pixels. */
  readonly copies: readonly StoresByLayer[];
  readonly validation: StoresByLayer;
}

/** All features the phases take from the cache, by one frozen pass. Every store that is opened goes into `opened`. */
async function provideCached(
  session: RunSession,
  context: JobContext,
  opened: FeatureStore[],
): Promise<CachedFeatures> {
  const { config, dataset, phases, backend, network, weights, compute, statistics } = session;
  if (cachedLayers(phases).length === 0) return { copies: [], validation: new Map() };
  const { augmentation, augmentationSeed, ...recipe } = config.recipe;
  const precision = copyPrecision(compute);
  const numCopies = augmentation ? recipe.copies : 1;
  const photos = photosOf(dataset, 'train');
  const others = photosOf(dataset, 'validation');
  const total = numCopies * photos.length + others.length;
  const kept = keepPass(async (layers, wanted) => {
    const { report } = context;
    const pass = patientPass(await openFrozenPass(backend, network, weights, layers, wanted), report);
    try {
      const isPrepared = await prepareGpu(
        backend,
        network,
        (pixels, count) => pass.runHalf(pixels, count),
        () => {
          report({ kind: 'stage', stage: 'preparing-gpu', total: null, unit: 'steps' });
        },
      );
      if (isPrepared) report({ kind: 'stage', stage: 'caching-features', total, unit: 'photos' });
      return pass;
    } catch (error) {
      pass.close();
      throw error;
    }
  });
  const provide = async (request: CopyRequest, doneBefore: number): Promise<StoresByLayer> => {
    const common = { ...commonRequest(session), openPass: kept.open, progress: { doneBefore, total } };
    const stores = await provideFeatures({ ...common, ...request }, context);
    opened.push(...stores.values());
    return stores;
  };
  try {
    const copies: StoresByLayer[] = [];
    for (let copy = 0; copy < numCopies; copy++) {
      const { colourAxes: axes } = statistics;
      const drawn = augmentation && { config: augmentation, seed: augmentationSeed, copy, axes };
      const request = { photos, augmentation: drawn, precision, storage: copyStorage(compute) } as const;
      copies.push(await provide(request, copy * photos.length));
    }
    if (others.length === 0) return { copies, validation: new Map() };
    const exact = { photos: others, augmentation: null, precision: 'fp32', storage: 'float32' } as const;
    return { copies, validation: await provide(exact, numCopies * photos.length) };
  } finally {
    kept.close();
  }
}

type CopyRequest = Pick<FeatureRequest, 'augmentation' | 'precision' | 'storage'> & {
  readonly photos: readonly Photo[];
};

function commonRequest({
  run,
  config,
  network,
  weights,
  backend,
  pixels,
  phases,
  compute,
  frozenSha256,
}: RunSession): Omit<FeatureRequest, keyof CopyRequest> {
  const layers = cachedLayers(phases);
  return {
    run,
    network,
    weights,
    backend,
    pixels,
    layers,
    photosPerPass: compute.photosPerPass,
    image: config.recipe.image,
    weightsSha256: frozenSha256,
  };
}
