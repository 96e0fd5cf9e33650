import type { SplitDataset, SplitPhoto } from '../../shared/dataset.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { countParts } from '../runs/count-parts.ts';
import { cachingSeconds, plannedSeconds, trainingWork } from './training-work.ts';

/** What a cross-validation would train on. */
export interface FoldsPlan {
  readonly of: number;
  /** The others have, give or take a few, as many photos in each part. */
  readonly first: SplitDataset;
  /** What all folds together keep in the cache: photos that are learned from in any of them, and validated in any. */
  readonly cached: Pick<SplitDataset, 'classes' | 'photos'>;
}

export function planOfFolds(folds: readonly SplitDataset[]): FoldsPlan {
  const [first] = folds;
  if (!first) throw new RangeError('no folds');
  const inAny = (part: SplitPhoto['part']): SplitPhoto[] => {
    const photos = folds.flatMap((fold) => fold.photos.filter((photo) => photo.part === part));
    return [...new Map(photos.map((photo) => [photo.path, photo])).values()];
  };
  const cached = { classes: first.classes, photos: [...inAny('train'), ...inAny('validation')] };
  return { of: folds.length, first, cached };
}

/** How long all folds take at these speeds. `missing`: share of what is to be cached that is not there yet. */
export function secondsOfFolds(
  recipe: Recipe,
  { of, first, cached }: FoldsPlan,
  speeds: SpeedResult,
  missing: number,
): number {
  const each = plannedSeconds(trainingWork(recipe, countParts(first)), speeds, 0).all;
  return cachingSeconds(trainingWork(recipe, countParts(cached)), speeds, missing) + of * each;
}
