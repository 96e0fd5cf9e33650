import type { Photo } from '../src/shared/dataset.ts';
import type { NetworkSpec } from '../src/shared/network.ts';
import type { Recipe } from '../src/shared/recipe.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { openBackend, type ComputeBackend } from '../src/engine/backend/open-backend.ts';
import { provideFeatures, type FeatureStore } from '../src/engine/features/provide-features.ts';
import { providePixels } from '../src/engine/features/provide-pixels.ts';
import { silentContext } from '../src/engine/job/job-context.ts';
import { describeNetwork } from '../src/engine/models/describe-network.ts';
import { initialiseWeights } from '../src/engine/models/initialise-weights.ts';
import { provideBaseWeights } from '../src/engine/models/weights/provide-weights.ts';
import type { TensorMap } from '../src/engine/storage/safetensors.ts';

/** Recipe `two-phase` for two classes on TensorFlow, ready to compute. */
export interface TwoPhase {
  readonly recipe: Recipe;
  readonly network: NetworkSpec;
  readonly backend: ComputeBackend;
  /** The base's own, and a drawn head. */
  readonly weights: TensorMap;
  readonly weightsSha256: string;
}

export async function openTwoPhase(): Promise<TwoPhase> {
  const recipe = recipeByName('two-phase');
  const network = describeNetwork(recipe.network, recipe.image, 2);
  const backend = await openBackend('tensorflow');
  const { weights, sha256 } = await provideBaseWeights('vgg16', silentContext);
  const all = new Map([...initialiseWeights(network, 1), ...weights]);
  return { recipe, network, backend, weights: all, weightsSha256: sha256 };
}

export interface FeatureWish {
  readonly folder: string;
  readonly photos: readonly Photo[];
  readonly layers: readonly string[];
  readonly precision: 'fp32' | 'bf16';
  /** Number of the augmented copy; null: the photos as they are. */
  readonly copy: number | null;
  readonly storage: 'float16' | 'float32';
}

/** Features in Thaw's cache, computed where they are missing: the engine's own stores. */
export async function openFeatures(
  { recipe, network, backend, weights, weightsSha256 }: TwoPhase,
  { folder, copy, ...wish }: FeatureWish,
): Promise<ReadonlyMap<string, FeatureStore>> {
  const { image, augmentationSeed } = recipe;
  const { store: pixels } = await providePixels(wish.photos, folder, image, silentContext);
  const augmentation =
    copy === null ? null : { config: recipe.augmentation!, seed: augmentationSeed, copy, axes: null };
  try {
    return await provideFeatures(
      { ...wish, backend, network, weights, weightsSha256, pixels, image, augmentation },
      silentContext,
    );
  } finally {
    await pixels.close();
  }
}
