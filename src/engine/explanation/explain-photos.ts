import { parse, join } from 'node:path';
import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { HeatPhoto, HeatResult } from '../../shared/job-results/explanation-results.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import type { JobContext } from '../job/job-context.ts';
import { listPhotoFiles } from '../prediction/list-photo-files.ts';
import { indexOfClass, openWarmModel } from '../prediction/open-warm-model.ts';
import { byClass } from '../prediction/score-files.ts';
import { writeUnderFreeName } from '../storage/write-under-free-name.ts';
import { heatOverPhoto } from './heat-over-photo.ts';

export interface ExplainPhotosRequest {
  /** The run's folder. */
  readonly run: string;
  /** Files and folders. */
  readonly paths: readonly string[];
  /** null: of each photo the likeliest class. */
  readonly className: string | null;
  /** Folder for the pictures; made where it is missing. */
  readonly out: string;
}

/**
 * Draws over every photo that `paths` name which places speak for a class, and writes it as `PHOTO.heat.png`; a name
 * that is taken gets a number. Photos are held a batch at a time.
 *
 * Throws `no-photos`, `cancelled`, `invalid-value` for a class that the model does not know, `permission-denied`,
 * `disk-full`, and what opening the run throws.
 */
export async function explainPhotos(
  { run, paths, className, out }: ExplainPhotosRequest,
  context: JobContext,
): Promise<HeatResult> {
  const start = performance.now();
  const skipped: SkippedFile[] = [];
  const files: string[] = [];
  for await (const file of listPhotoFiles(paths)) {
    stopIfCancelled(context.signal);
    if (file.kind === 'file') files.push(file.path);
    else skipped.push(file.skipped);
  }
  if (files.length === 0) throw new ThawError('no-photos', { path: paths.join(', ') });
  const model = await openWarmModel(run, context.report);
  const { classes } = model.file;
  const photos: HeatPhoto[] = [];
  try {
    if (className !== null) indexOfClass(classes, className);
    const progress = startStage(context.report, 'explaining', files.length, 'photos');
    for await (const file of model.score(files, context.signal)) {
      if (file.kind === 'skipped') skipped.push(file.skipped);
      else {
        const { path, probabilities } = file;
        const label = className ?? classes[indexOfLargest(probabilities)]!;
        const picture = await heatOverPhoto(path, await model.why(path, label));
        const wanted = join(out, `${parse(path).name}.heat.png`);
        const written = await writeUnderFreeName(wanted, picture);
        photos.push({ file: path, label, probabilities: byClass(classes, probabilities), picture: written });
      }
      progress.advance();
      stopIfCancelled(context.signal);
    }
    progress.finish();
  } finally {
    model.close();
  }
  return { run, out, photos, seconds: (performance.now() - start) / 1000, skipped };
}
