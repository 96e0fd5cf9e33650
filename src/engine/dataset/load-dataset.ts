import { parts, type SplitDataset, type SplitPhoto } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitSpec } from '../../shared/job-requests.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { pixelKeeper } from '../features/pixel-keeper.ts';
import type { JobContext } from '../job/job-context.ts';
import { twinsOfPhotos } from '../checking/twins-of-photos.ts';
import { planSplit } from './plan-split.ts';
import { requireTwoClasses } from './require-two-classes.ts';
import { scanDataset } from './scan-dataset.ts';
import { scanList, type OtherLists } from './scan-list.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/** How a data set that is not split yet is split for training. */
export const defaultSplit: SplitSpec = { kind: 'ratio', train: 70, validation: 15, test: 15 };

/**
 * Reads the folder that is to be trained on: a tree of class folders or a list, a split tree, or a folder that `split`
 * wrote; with `lists`, a list and those of its other parts. What is wrong with it is found here; what is decoded to see whether it is whole is kept as `image` says. Throws what `scanDataset` and `planSplit`
 * do, `no-training-part`, and `classes-differ-between-parts`.
 */
export async function scanForTraining(
  folder: string,
  seed: number,
  image: ImageConfig,
  context: JobContext,
  lists: OtherLists | null = null,
): Promise<ScannedDataset> {
  const options = { openKeeper: pixelKeeper(image, context.signal) };
  const scanned = lists
    ? await scanList(folder, context, options, lists)
    : await scanDataset(folder, context, options);
  if (isSplit(scanned)) takeSplit(scanned);
  else planSplit(scanned, defaultSplit, seed);
  return scanned;
}

/**
 * The data set by the parts it came with, of which validation or test may be missing; else split 70, 15, 15 by the seed.
 * Photos of one picture stay in one part then, as far as their looks tell; they are decoded for that, as `image` says,
 * which training needs anyway. Throws what `twinsOfPhotos` and `planSplit` do.
 */
export async function splitForTraining(
  scanned: ScannedDataset,
  seed: number,
  image: ImageConfig,
  context: JobContext,
): Promise<SplitDataset> {
  if (isSplit(scanned)) return takeSplit(scanned);
  // Photos that cannot be read are told when they are read for training.
  const { groups } = await twinsOfPhotos(scanned.photos, scanned.folder, 'quick', image, context);
  return planSplit(scanned, defaultSplit, seed, groups);
}

const isSplit = ({ layout, photos }: ScannedDataset): boolean =>
  layout === 'split-folders' || layout === 'thaw-split' || photos.some(({ part }) => part !== null);

/** The data set by the parts it came with. */
export function takeSplit(scanned: ScannedDataset): SplitDataset {
  const photos = scanned.photos.filter((photo): photo is SplitPhoto => photo.part !== null);
  if (!photos.some(({ part }) => part === 'train'))
    throw new ThawError('no-training-part', { folder: scanned.folder });
  requireTwoClasses(scanned);
  requireSameClasses(scanned, photos);
  const { folder, layout, classes, seed } = scanned;
  return { folder, layout, classes, photos, seed };
}

/** Every part that holds photos must hold the classes of the training part, no fewer and no more. */
function requireSameClasses({ folder, classes }: ScannedDataset, photos: readonly SplitPhoto[]): void {
  const classesOf = (wanted: string) =>
    classes.filter((_, index) =>
      photos.some(({ part, classIndex }) => part === wanted && classIndex === index),
    );
  const trained = classesOf('train');
  for (const part of parts) {
    const found = classesOf(part);
    if (found.length === 0) continue;
    const missing = trained.filter((name) => !found.includes(name));
    const extra = found.filter((name) => !trained.includes(name));
    if (missing.length + extra.length > 0)
      throw new ThawError('classes-differ-between-parts', { folder, part, missing, extra });
  }
}
