import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { AugmentationConfig, ImageConfig, PassPrecision } from '../../shared/recipe.ts';
import { cacheLimit } from './cache-limit.ts';
import { type FeatureSource, featurePlace } from './feature-place.ts';
import { listStores } from './list-stores.ts';
import { photosByHash } from './photos-by-hash.ts';
import { pixelPlace } from './pixel-store.ts';
import { indexLineBytes } from './record-index.ts';
import { openRecordStore } from './record-store.ts';
import { recordBytes, type StorePlace } from './store-place.ts';

/** What a training means to cache. */
export interface CachePlan {
  readonly network: NetworkSpec;
  readonly weightsSha256: string;
  readonly image: ImageConfig;
  /** Of the training photos' features. */
  readonly precision: PassPrecision;
  /** Layers whose output is kept; none for a network from scratch. */
  readonly layers: readonly string[];
  readonly trainingPhotos: readonly Photo[];
  /** Of the other parts: plain, fp32, float32. */
  readonly otherPhotos: readonly Photo[];
  /** null: one plain copy of the training photos, whatever `copies` says. */
  readonly augmentation: { readonly config: AugmentationConfig; readonly seed: number } | null;
  readonly copies: number;
  /** Of the training photos' features; float16 by default. */
  readonly storage?: 'float16' | 'float32';
}

/** Bytes on disk. */
export interface CacheNeed {
  readonly copies: number;
  /** For everything, cached already or not. */
  readonly neededBytes: number;
  /** Of these, what every further copy takes. */
  readonly bytesPerCopy?: number;
  /** Of these, what is cached already. */
  readonly presentBytes?: number;
}

/** Works out, before anything is computed, how much a training keeps in the cache, and how much of it is there. */
export async function cacheNeed(plan: CachePlan): Promise<Required<CacheNeed>> {
  const { trainingPhotos, otherPhotos, augmentation, storage = 'float16' } = plan;
  const copies = augmentation ? plan.copies : 1;
  const places = (
    source: Pick<FeatureSource, 'precision' | 'augmentation' | 'storage'>,
  ): readonly StorePlace[] => plan.layers.map((layer) => featurePlace({ ...plan, ...source }, layer));
  const plain = { precision: 'fp32', augmentation: null, storage: 'float32' } as const;
  const fixed = [
    await needOf([pixelPlace(plan.image)], [...trainingPhotos, ...otherPhotos]),
    await needOf(places(plain), otherPhotos),
  ];
  const copied = [];
  for (let copy = 0; copy < copies; copy++) {
    const source = {
      precision: plan.precision,
      augmentation: augmentation && { ...augmentation, copy, axes: null },
      storage,
    };
    copied.push(await needOf(places(source), trainingPhotos));
  }
  const all = [...fixed, ...copied];
  return {
    copies,
    neededBytes: sum(all.map((need) => need.neededBytes)),
    bytesPerCopy: copied[0]?.neededBytes ?? 0,
    presentBytes: sum(all.map((need) => need.presentBytes)),
  };
}

export interface CacheFit {
  readonly fits: boolean;
  readonly limitBytes: number;
  /** Of the copies asked for; 0: not even one. */
  readonly copiesThatFit: number;
}

/**
 * Whether what is still to be cached fits, and how many copies would. Other data sets' stores do not count: they make
 * room. See ./cache-limit.ts for the limit. Throws `invalid-setting`, `permission-denied`.
 */
export async function cacheFit(need: CacheNeed): Promise<CacheFit> {
  const { neededBytes, copies, presentBytes = 0, bytesPerCopy = neededBytes / copies } = need;
  const stores = await listStores();
  const limitBytes = await cacheLimit(sum(stores.map((store) => store.bytes)));
  // What is there needs no room, even where the limit was lowered since.
  if (neededBytes - presentBytes <= Math.max(0, limitBytes - presentBytes))
    return { fits: true, limitBytes, copiesThatFit: copies };
  const fixedBytes = neededBytes - copies * bytesPerCopy;
  const copiesThatFit = Math.min(
    copies - 1,
    Math.max(0, Math.floor((limitBytes - fixedBytes) / bytesPerCopy)),
  );
  return { fits: false, limitBytes, copiesThatFit };
}

/** Throws `cache-too-small` where what is still to be cached does not fit. */
export async function checkCacheFits(need: CacheNeed): Promise<void> {
  const { fits, limitBytes, copiesThatFit } = await cacheFit(need);
  const { neededBytes, copies } = need;
  if (!fits) throw new ThawError('cache-too-small', { neededBytes, limitBytes, copies, copiesThatFit });
}

async function needOf(
  places: readonly StorePlace[],
  photos: readonly Photo[],
): Promise<{ readonly neededBytes: number; readonly presentBytes: number }> {
  const hashes = [...photosByHash(photos).keys()];
  let [neededBytes, presentBytes] = [0, 0];
  for (const place of places) {
    const bytesEach = recordBytes(place.layout) + indexLineBytes;
    const store = await openRecordStore(place);
    neededBytes += hashes.length * bytesEach;
    presentBytes += hashes.filter((sha256) => store.has(sha256)).length * bytesEach;
    await store.close();
  }
  return { neededBytes, presentBytes };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
