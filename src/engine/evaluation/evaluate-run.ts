import { resolve } from 'node:path';
import type { Photo, SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { EvaluateResult } from '../../shared/job-results/evaluation-results.ts';
import type { Evaluation } from '../../shared/run-files.ts';
import { type Acceptance, measureAcceptance } from '../../shared/statistics/acceptance-curve.ts';
import { scanDataset } from '../dataset/scan-dataset.ts';
import { judgedOf, ruleOfRun } from '../familiarity/run-rule.ts';
import { startStage } from '../job/start-stage.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel, type TrainedModel } from '../models/model-folder.ts';
import { openLastingModel } from '../prediction/open-lasting-model.ts';
import { openRunWithPhotos } from '../training/run-photos.ts';
import { measurePhotos } from './measure-photos.ts';

/** What was measured on a part; null without photos. */
interface JudgedPart {
  readonly evaluation: Evaluation | null;
  readonly acceptance: Acceptance | null;
}

/** What is to be measured: photos below a folder, by part. */
interface PartsToMeasure {
  readonly folder: string;
  readonly test: readonly Photo[];
  readonly validation: readonly Photo[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * Measures a run's model anew, in fp32: on the run's own test and validation parts, whose files must still be those
 * of the split, or on all photos of `folder` as one test part. Nothing is written. Throws `run-not-found`,
 * `run-has-no-model`, `run-file-damaged`, `run-from-newer-version`, `classes-differ-between-parts` where the folder
 * has a class that the model does not know, `no-photos` where nothing could be measured, what scanDataset throws,
 * and `cancelled`.
 */
export async function evaluateRun(
  request: { readonly run: string; readonly folder: string | null },
  context: JobContext,
): Promise<EvaluateResult> {
  const start = performance.now();
  const { run, folder } = request;
  const model = await openModel(run);
  const wanted = folder === null ? await partsOfRun(run) : await partOfFolder(folder, model, context);
  const { classes, image } = model.file;
  const rule = await ruleOfRun(run, model.file);
  const scorer = await openLastingModel(model, context.report);
  const skipped = [...wanted.skipped];
  try {
    const total = wanted.test.length + wanted.validation.length;
    const progress = startStage(context.report, 'evaluating', total, 'photos');
    const measure = async (photos: readonly Photo[]): Promise<JudgedPart> => {
      const source = { folder: wanted.folder, image };
      const measured = await measurePhotos(
        { scorer, known: model.known },
        photos,
        classes,
        source,
        progress,
        context.signal,
      );
      skipped.push(...measured.skipped);
      const { evaluation, answers } = measured;
      return { evaluation, acceptance: evaluation && measureAcceptance(rule, answers.map(judgedOf)) };
    };
    const test = await measure(wanted.test);
    const validation = await measure(wanted.validation);
    progress.finish();
    if (!test.evaluation && !validation.evaluation) throw new ThawError('no-photos', { path: wanted.folder });
    return {
      run,
      test: test.evaluation,
      validation: validation.evaluation,
      acceptance: rule && { rule, test: test.acceptance, validation: validation.acceptance },
      seconds: (performance.now() - start) / 1000,
      skipped,
    };
  } finally {
    scorer.close();
  }
}

async function partsOfRun(run: string): Promise<PartsToMeasure> {
  const { dataset } = await openRunWithPhotos(run);
  const ofPart = (wanted: string): readonly Photo[] => dataset.photos.filter(({ part }) => part === wanted);
  return { folder: dataset.folder, test: ofPart('test'), validation: ofPart('validation'), skipped: [] };
}

/** Labels are matched by class name. A class without photos there is no reason to refuse. */
async function partOfFolder(
  folder: string,
  model: TrainedModel,
  context: JobContext,
): Promise<PartsToMeasure> {
  const scanned = await scanDataset(resolve(folder), context);
  const known = model.file.classes;
  const extra = scanned.classes.filter((name) => !known.includes(name));
  if (extra.length > 0) {
    const missing = known.filter((name) => !scanned.classes.includes(name));
    throw new ThawError('classes-differ-between-parts', {
      folder: scanned.folder,
      part: 'test',
      missing,
      extra,
    });
  }
  const test = scanned.photos.map((photo) => ({
    ...photo,
    classIndex: known.indexOf(scanned.classes[photo.classIndex]!),
  }));
  return { folder: scanned.folder, test, validation: [], skipped: scanned.skipped };
}
