import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { ExportOptions } from '../../src/shared/export-formats.ts';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { asKept } from '../../src/engine/export/as-kept.ts';
import { compareScores, type ScoreComparison } from '../../src/engine/export/compare-scores.ts';
import { makePicture } from '../../src/engine/export/comparison-pictures.ts';
import type { ExportFormat } from '../../src/engine/export/export-format.ts';
import { ownAnswers } from '../../src/engine/export/own-answers.ts';
import type { WrittenAs } from '../../src/engine/export/photo-front.ts';
import { takingPictures } from '../../src/engine/export/surround-picture.ts';
import { writePortableFiles } from '../../src/engine/export/write-portable-files.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import type { TrainedModel } from '../../src/engine/models/model-folder.ts';
import { openScorer } from '../../src/engine/prediction/open-scorer.ts';

/** Writes a model with the files beside it into a new folder; returns the names that the format gives. */
export async function writeExport(
  format: ExportFormat,
  model: TrainedModel,
  folder: string,
  options: ExportOptions,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const kept = asKept(model, options.weights);
  const files = await format.write(kept, folder, options, silentContext);
  await writePortableFiles(model, null, folder, writtenAs(format, options));
  return files;
}

function writtenAs(format: ExportFormat, { form }: ExportOptions): WrittenAs {
  return { form, resizes: format.resizes, shapes: format.shapes ?? false };
}

/** What is written for the model, read back and compared with its own answers about made pictures. */
export async function comparedExport(
  format: ExportFormat,
  model: TrainedModel,
  folder: string,
  options: ExportOptions,
): Promise<ScoreComparison & { readonly spread: number }> {
  await writeExport(format, model, join(folder, 'export'), options);
  const scorer = await openScorer(await openBackend('auto'), asKept(model, options.weights));
  const reader = await format.open(join(folder, 'export'));
  try {
    const pictures = Array.from({ length: 4 }, (_, index) => makePicture(index, model.file.image.size));
    const firsts: number[] = [];
    const own = ownAnswers(scorer, null);
    const watched: typeof own = {
      ...own,
      answer: async (pixels, count) => {
        const answer = await own.answer(pixels, count);
        firsts.push(answer.probabilities[0]!);
        return answer;
      },
    };
    const asked = takingPictures(reader, model.file.image, writtenAs(format, options));
    const compared = await compareScores(watched, asked, pictures, () => undefined);
    return { ...compared, spread: Math.max(...firsts) - Math.min(...firsts) };
  } finally {
    reader.close();
    scorer.close();
  }
}
