import type { Photo } from '../../shared/dataset.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { openLastingBackend } from '../backend/open-lasting.ts';
import { provideFeatures } from '../features/provide-features.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import type { JobContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { provideBaseWeights } from '../models/weights/provide-weights.ts';
import { meanFeatures, nearestPhotos, type Neighbours } from './nearest-photos.ts';

/** The layer by whose output photos are near each other, and how many neighbours of each are looked at. */
const featureLayer = 'block5_pool';
const neighboursLookedAt = 10;

/** Photos in the base's eyes. */
export interface PhotoFeatures {
  /** photos x channels, each of length 1. */
  readonly values: Float32Array;
  readonly neighbours: Neighbours;
}

/**
 * Photos' features by the base and each one's nearest others, from the cache where they are there. Throws what openBackend,
 * provideBaseWeights and provideFeatures throw.
 */
export async function featuresOfPhotos(
  photos: readonly Photo[],
  pixels: PixelStore,
  image: ImageConfig,
  context: JobContext,
): Promise<PhotoFeatures> {
  const { network: config } = recipeByName('two-phase');
  const network = describeNetwork(config, image, 2);
  const { weights, sha256 } = await provideBaseWeights('vgg16', context);
  const opened = await openLastingBackend(context.report);
  const stores = await opened.use(({ backend }) =>
    provideFeatures(
      {
        backend,
        network,
        weights,
        weightsSha256: sha256,
        photos,
        pixels,
        image,
        layers: [featureLayer],
        // Which photos are near each other does not hang on the last bits.
        precision: backend.binding && backend.facts.bf16 === 'amx' ? 'bf16' : 'fp32',
        storage: 'float16',
        augmentation: null,
      },
      context,
    ),
  );
  const store = stores.get(featureLayer)!;
  try {
    const values = await meanFeatures(store, photos, context.signal);
    const neighbours = await nearestPhotos(values, photos.length, neighboursLookedAt, context.signal);
    return { values, neighbours };
  } finally {
    await store.close();
  }
}
