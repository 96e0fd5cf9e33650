import type { SimilarPhoto } from '../../shared/job-results/explanation-results.ts';
import type { Photo, SplitDataset } from '../../shared/dataset.ts';
import type { JobContext } from '../job/job-context.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import type { Scorer } from '../prediction/open-scorer.ts';
import { openRun } from '../training/run-folder.ts';
import { nearestFeatures } from './nearest-features.ts';
import { countMissingFeatures, type PhotoFeatures, providePhotoFeatures } from './provide-photo-features.ts';

/** The photos that a run's model learned from, as it sees them. */
export interface TrainingPhotos {
  readonly features: PhotoFeatures;
  /** The `count` most similar ones to a photo of these features, the most similar first. */
  similarTo(features: Float32Array, count: number): readonly SimilarPhoto[];
}

/** Training photos whose features must be computed before openTrainingPhotos has its answer. Throws what openRun throws. */
export async function countUnseenTrainingPhotos(
  run: string,
  model: TrainedModel,
  signal: AbortSignal,
): Promise<number> {
  return countMissingFeatures(model, trainingPart((await openRun(run)).dataset), signal);
}

/** Throws what openRun and providePhotoFeatures throw. */
export async function openTrainingPhotos(
  run: string,
  model: TrainedModel,
  scorer: Pick<Scorer, 'look'>,
  context: JobContext,
): Promise<TrainingPhotos> {
  const { dataset } = await openRun(run);
  const source = { folder: dataset.folder, photos: trainingPart(dataset) };
  const features = await providePhotoFeatures(model, scorer, source, context);
  return {
    features,
    similarTo: (query, count) =>
      nearestFeatures(query, features.values, count).map(({ index, similarity }) => {
        const { path, sha256, classIndex } = features.photos[index]!;
        return { path, sha256, className: dataset.classes[classIndex]!, similarity };
      }),
  };
}

function trainingPart({ photos }: SplitDataset): readonly Photo[] {
  return photos.filter(({ part }) => part === 'train');
}
