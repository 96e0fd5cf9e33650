import { availableParallelism } from 'node:os';
import type { Photo, SkippedFile } from '../../shared/dataset.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { Evaluation, PhotoAnswer } from '../../shared/run-files.ts';
import type { StageProgress } from '../job/start-stage.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import { decodePhoto } from '../features/decode-photo.ts';
import { familiaritiesOf } from '../familiarity/familiarities-of.ts';
import type { KnownPhotos } from '../familiarity/known-photos-file.ts';
import type { Scorer } from '../prediction/open-scorer.ts';
import { measureAnswers } from './measure-answers.ts';
import { photoAnswers } from './photo-answers.ts';
import { photosPerPass } from '../models/frozen-pass.ts';

export interface MeasuredPhotos {
  /** null where no photo could be measured. */
  readonly evaluation: Evaluation | null;
  /** One a measured photo, in the order given. */
  readonly answers: readonly PhotoAnswer[];
  readonly skipped: readonly SkippedFile[];
}

/** A model that is measured; `known` says how familiar photos are to it. */
export interface MeasuredModel {
  readonly scorer: Scorer;
  readonly known: KnownPhotos | null;
}

/**
 * Measures a model on photo files, paths relative to `folder`. Each file is read and compared with its hash: one that
 * is gone, changed or damaged is left out, with the reason. Throws `cancelled`, `drive-gone`.
 */
export async function measurePhotos(
  { scorer, known }: MeasuredModel,
  photos: readonly Photo[],
  classes: readonly string[],
  source: { readonly folder: string; readonly image: ImageConfig },
  progress: StageProgress,
  signal: AbortSignal,
): Promise<MeasuredPhotos> {
  const skipped: SkippedFile[] = [];
  const measured: Photo[] = [];
  const scores: Float32Array[] = [];
  const familiarities: number[] = [];
  for (let first = 0; first < photos.length; first += photosPerPass) {
    const batch = photos.slice(first, first + photosPerPass);
    const decoded = await mapInParallel(batch, availableParallelism(), signal, (photo) =>
      decodePhoto(photo, source.folder, source.image),
    );
    const pixels: Uint8Array[] = [];
    decoded.forEach((found, index) => {
      if (found.kind === 'skipped') skipped.push(found.skipped);
      else {
        pixels.push(found.pixels);
        measured.push(batch[index]!);
      }
    });
    if (pixels.length > 0) {
      const looked = await scorer.look(Buffer.concat(pixels), pixels.length);
      scores.push(looked.probabilities);
      if (known) familiarities.push(...familiaritiesOf(looked.features, known));
    }
    batch.forEach(() => {
      progress.advance();
    });
  }
  if (measured.length === 0) return { evaluation: null, answers: [], skipped };
  const probabilities = new Float32Array(measured.length * classes.length);
  scores.reduce((offset, batch) => (probabilities.set(batch, offset), offset + batch.length), 0);
  const labels = measured.map(({ classIndex }) => classIndex);
  return {
    evaluation: measureAnswers(probabilities, labels, classes, scorer.temperature),
    answers: photoAnswers(measured, probabilities, known && familiarities),
    skipped,
  };
}
