import type { SkippedFile } from '../../shared/dataset.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { PredictResult } from '../../shared/job-results.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { openBackend } from '../backend/open-backend.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { decodeImage } from '../images/decode-image.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel } from '../models/model-folder.ts';
import { type FoundFile, listPhotoFiles } from './list-photo-files.ts';
import { openScorer, type Scorer } from './open-scorer.ts';
import { photosPerPass } from '../models/frozen-pass.ts';

export interface PredictRequest {
  /** The run's folder. */
  readonly run: string;
  /** Files and folders. */
  readonly paths: readonly string[];
}

/**
 * Predicts every photo that `paths` name and reports one `prediction` event a file, in order. A file that cannot be
 * read has `label` null and is in the result's `skipped`. Photos are held a batch at a time.
 *
 * Throws `no-photos`, `cancelled`, and what opening the run throws.
 */
export async function predictPaths(request: PredictRequest, context: JobContext): Promise<PredictResult> {
  const start = Date.now();
  const { run, paths } = request;
  const model = await openModel(run);
  const { classes, image } = model.file;
  const files: FoundFile[] = [];
  for await (const file of listPhotoFiles(paths)) {
    stopIfCancelled(context.signal);
    files.push(file);
  }
  if (!files.some((file) => file.kind === 'file'))
    throw new ThawError('no-photos', { path: paths.join(', ') });
  const scorer = await openScorer(await openBackend('auto'), model);
  const counts = new Map(classes.map((name) => [name, 0]));
  const skipped: SkippedFile[] = [];
  const progress = startStage(context.report, 'predicting', files.length, 'photos');
  try {
    for (let first = 0; first < files.length; first += photosPerPass) {
      stopIfCancelled(context.signal);
      const batch = files.slice(first, first + photosPerPass);
      const readings = await Promise.all(batch.map((file) => readPhoto(file, image)));
      for (const answer of await answerAll(readings, scorer)) {
        progress.advance();
        if ('reason' in answer) {
          skipped.push(answer);
          context.report({ kind: 'prediction', file: answer.path, label: null, probabilities: {} });
          continue;
        }
        const label = classes[indexOfLargest(answer.probabilities)]!;
        counts.set(label, counts.get(label)! + 1);
        const probabilities = byClass(classes, answer.probabilities);
        context.report({ kind: 'prediction', file: answer.path, label, probabilities });
      }
    }
    progress.finish();
  } finally {
    scorer.close();
  }
  return {
    run,
    predicted: files.length - skipped.length,
    counts: Object.fromEntries(counts),
    seconds: (Date.now() - start) / 1000,
    skipped,
  };
}

type Reading = SkippedFile | { readonly path: string; readonly pixels: Uint8Array };
type Answer = SkippedFile | { readonly path: string; readonly probabilities: Float32Array };

async function readPhoto(file: FoundFile, image: ImageConfig): Promise<Reading> {
  if (file.kind === 'skipped') return file.skipped;
  const { path } = file;
  try {
    return { path, pixels: await decodeImage(path, image) };
  } catch (error) {
    if (isThawError(error, 'image-type-unknown'))
      return { path, reason: 'not-an-image', detail: error.facts.extension };
    if (isThawError(error, 'image-too-large'))
      return { path, reason: 'too-large', detail: `${error.facts.width}x${error.facts.height}` };
    if (isThawError(error, 'image-damaged')) return { path, reason: 'damaged', detail: error.facts.detail };
    if (isThawError(error, 'image-unreadable'))
      return { path, reason: 'unreadable', detail: error.facts.detail };
    if (isThawError(error, 'permission-denied')) return { path, reason: 'unreadable', detail: error.code };
    throw error;
  }
}

/** The readings in their order, each photo's pixels changed for its probabilities. */
async function answerAll(readings: readonly Reading[], scorer: Scorer): Promise<readonly Answer[]> {
  const photos = readings.flatMap((reading) => ('pixels' in reading ? [reading.pixels] : []));
  if (photos.length === 0) return readings.filter((reading) => 'reason' in reading);
  const pixels = new Uint8Array(photos.length * photos[0]!.length);
  photos.forEach((photo, row) => {
    pixels.set(photo, row * photo.length);
  });
  const scores = await scorer.score(pixels, photos.length);
  let row = 0;
  return readings.map((reading) => {
    if ('reason' in reading) return reading;
    const probabilities = scores.subarray(row * scorer.numClasses, ++row * scorer.numClasses);
    return { path: reading.path, probabilities };
  });
}

function indexOfLargest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}

function byClass(classes: readonly string[], probabilities: Float32Array): Record<string, number> {
  return Object.fromEntries(classes.map((name, index) => [name, probabilities[index]!]));
}
