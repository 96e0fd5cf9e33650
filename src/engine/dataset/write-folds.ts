import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ImageConfig } from '../../shared/recipe.ts';
import { twinsOfPhotos } from '../checking/twins-of-photos.ts';
import { pixelKeeper } from '../features/pixel-keeper.ts';
import type { JobContext } from '../job/job-context.ts';
import { applySplit } from './apply-split.ts';
import { foldFolder, foldSplit } from './fold-folders.ts';
import { planFolds } from './plan-folds.ts';
import { scanDataset } from './scan-dataset.ts';

/**
 * Writes OUT/fold-1/split.json and so on; the photos stay where they are. Photos of one picture stay in one part, as far
 * as their looks tell; they are decoded for that, as `image` says, which training needs anyway. Folds that are there
 * already stay as they are, so that a cross-validation can go on. Throws what scanDataset, twinsOfPhotos, planFolds and
 * applySplit throw.
 */
export async function writeFolds(
  folder: string,
  out: string,
  {
    numFolds,
    seed,
    image,
  }: { readonly numFolds: number; readonly seed: number; readonly image: ImageConfig },
  context: JobContext,
): Promise<readonly string[]> {
  const folds = Array.from({ length: numFolds }, (_, index) => index + 1);
  const folders = folds.map((fold) => foldFolder(resolve(out), fold));
  if (folds.every((fold) => existsSync(foldSplit(resolve(out), fold)))) return folders;
  const scanned = await scanDataset(folder, context, {
    openKeeper: pixelKeeper(image, context.signal),
  });
  const { groups } = await twinsOfPhotos(scanned.photos, scanned.folder, 'quick', image, context);
  for (const [index, dataset] of planFolds(scanned, numFolds, seed, groups).entries())
    if (!existsSync(foldSplit(resolve(out), index + 1)))
      await applySplit(dataset, folders[index]!, 'list', context);
  return folders;
}
