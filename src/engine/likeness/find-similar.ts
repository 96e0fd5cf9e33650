import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SimilarResult } from '../../shared/job-results/explanation-results.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { startStage } from '../job/start-stage.ts';
import type { JobContext } from '../job/job-context.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { openModel } from '../models/model-folder.ts';
import { type FoundFile, listPhotoFiles } from '../prediction/list-photo-files.ts';
import { openLastingModel } from '../prediction/open-lasting-model.ts';
import { scoreFiles } from '../prediction/score-files.ts';
import { openRunWithPhotos } from '../training/run-photos.ts';
import { openTrainingPhotos } from './training-photos.ts';

/**
 * The training photos that each photo named by `paths` is most like, in the eyes of a run's model. A file that cannot
 * be read is in the result's `skipped`. Throws `no-photos`, `cancelled`, and what opening the run and providing the
 * features throws.
 */
export async function findSimilar(
  request: { readonly run: string; readonly paths: readonly string[]; readonly count: number },
  context: JobContext,
): Promise<SimilarResult> {
  const start = performance.now();
  const { run, paths, count } = request;
  const model = await openModel(run);
  const { classes, image } = model.file;
  const { folder } = (await openRunWithPhotos(run)).dataset;
  const files: FoundFile[] = [];
  for await (const file of listPhotoFiles(paths)) {
    stopIfCancelled(context.signal);
    files.push(file);
  }
  if (!files.some(({ kind }) => kind === 'file'))
    throw new ThawError('no-photos', { path: paths.join(', ') });
  const scorer = await openLastingModel(model, context.report);
  try {
    const training = await openTrainingPhotos(run, model, scorer, context);
    const photos: SimilarResult['photos'][number][] = [];
    const skipped = [...training.features.skipped];
    const progress = startStage(context.report, 'predicting', files.length, 'photos');
    for await (const file of scoreFiles(files, scorer, image, context.signal)) {
      progress.advance();
      if (file.kind === 'skipped') skipped.push(file.skipped);
      else {
        const best = indexOfLargest(file.probabilities);
        const similar = training.similarTo(file.features, count);
        photos.push({
          file: file.path,
          label: classes[best]!,
          probability: file.probabilities[best]!,
          similar,
        });
      }
    }
    progress.finish();
    const trainingPhotos = training.features.photos.length;
    return { run, folder, trainingPhotos, photos, seconds: (performance.now() - start) / 1000, skipped };
  } finally {
    scorer.close();
  }
}
