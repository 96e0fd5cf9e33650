import type { Photo } from '../../shared/dataset.ts';
import { provideFeatures, type FeatureRequest, type FeatureStore } from '../features/provide-features.ts';
import type { JobContext } from '../job/job-context.ts';
import { featureSource, pixelSource, type InputSource } from './input-source.ts';
import { cachedLayers } from './plan-phases.ts';
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
 * Features of the training copies are in the recipe's precision and kept as float16; those of the validation part,
 * which epochs are chosen by, are always fp32 and float32. Throws what provideFeatures throws.
 */
export async function provideInputs(session: RunSession, context: JobContext): Promise<ProvidedInputs> {
  const { config, dataset, phases, pixels } = session;
  const { recipe, seed } = config;
  const opened: FeatureStore[] = [];
  const close = async (): Promise<void> => {
    for (const store of opened) await store.close();
  };
  try {
    const copies: StoresByLayer[] = [];
    let validation: StoresByLayer = new Map();
    if (cachedLayers(phases).length > 0) {
      const numCopies = recipe.augmentation ? recipe.copies : 1;
      const photos = photosOf(dataset, 'train');
      const others = photosOf(dataset, 'validation');
      const total = numCopies * photos.length + others.length;
      const provide = async (request: CopyRequest, doneBefore: number): Promise<StoresByLayer> => {
        const stores = await provideFeatures(
          { ...commonRequest(session), ...request, progress: { doneBefore, total } },
          context,
        );
        opened.push(...stores.values());
        return stores;
      };
      for (let copy = 0; copy < numCopies; copy++) {
        const augmentation = recipe.augmentation && {
          config: recipe.augmentation,
          seed: recipe.augmentationSeed,
          copy,
        };
        const { precision } = recipe;
        copies.push(
          await provide({ photos, augmentation, precision, storage: 'float16' }, copy * photos.length),
        );
      }
      if (others.length > 0)
        validation = await provide(
          { photos: others, augmentation: null, precision: 'fp32', storage: 'float32' },
          numCopies * photos.length,
        );
    }
    const plain = pixelSource(pixels, null);
    return {
      close,
      phases: phases.map(({ cachedLayer }, phase) => {
        if (cachedLayer === null) {
          const augmentation = recipe.augmentation && { config: recipe.augmentation, seed, phase };
          return { training: pixelSource(pixels, augmentation), validation: plain };
        }
        const training = featureSource(
          copies.map((stores) => stores.get(cachedLayer)!),
          seed,
        );
        const measured = validation.get(cachedLayer);
        // Without a validation part the source is never read.
        return { training, validation: measured ? featureSource([measured], seed) : training };
      }),
    };
  } catch (error) {
    await close();
    throw error;
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
}: RunSession): Omit<FeatureRequest, keyof CopyRequest> {
  const layers = cachedLayers(phases);
  return {
    run,
    network,
    weights,
    backend,
    pixels,
    layers,
    image: config.recipe.image,
    weightsSha256: config.baseWeights!.sha256,
  };
}
