import { stat } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ImportModelResult } from '../../shared/job-results/model-results.ts';
import { type OpenedFile, schemaVersion } from '../../shared/run-files.ts';
import { thawVersion } from '../../shared/version.ts';
import { evaluateRun } from '../evaluation/evaluate-run.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { openModel } from '../models/model-folder.ts';
import { hashFile } from '../storage/hash-file.ts';
import { refuseTakenRun } from '../training/run-folder.ts';
import { type BesideExport, readBesideExport } from './beside-export.ts';
import { classNames, readLabelsFile } from './class-names.ts';
import { classesOfFolder } from './classes-of-folder.ts';
import type { ForeignModel } from './foreign-model.ts';
import { readModelInput } from './input-shape.ts';
import { readNode } from './keras-node.ts';
import { importedConfig } from './imported-config.ts';
import { namedPreprocessing, preprocessingNames } from './named-preprocessing.ts';
import { openModelFile } from './open-model-file.ts';
import { sortClasses } from './sort-classes.ts';
import { isTeachable, teachablePreprocessing } from './teachable-machine.ts';
import { translateModel, type TranslatedModel } from './translate-model.ts';
import { writeOpenedRun } from './write-opened-run.ts';

export interface ImportModelRequest {
  /** A model file, or a folder with one; absolute. */
  readonly file: string;
  /** The run's folder; it must not exist, or be empty. */
  readonly run: string;
  /** Names in the order of the outputs; null: what lies beside the file, or the folders of `photos`. */
  readonly classes: readonly string[] | null;
  /** A file with them. */
  readonly labels: string | null;
  /** One of `preprocessingNames`; null: the file says it. */
  readonly preprocessing: string | null;
  /** Side of the picture in pixels, of a model that takes any. */
  readonly size: number | null;
  /** Photos in class folders to measure it on; their names are those of the classes where nothing else names them. */
  readonly photos: string | null;
}

/**
 * Makes a run of a model from elsewhere: its folder has a model that predicts, explains, exports and that training
 * can begin with, and opened.json, which says where it came from. Throws `run-exists`, what openModelFile, translateModel and classNames throw,
 * `disk-full`, `permission-denied`, and, once the run is there, what evaluateRun throws.
 */
export async function importModel(
  request: ImportModelRequest,
  context: JobContext,
): Promise<ImportModelResult> {
  const start = performance.now();
  const { run } = request;
  await refuseTakenRun(run);
  // Until it is over, the one that started this job watches whether it comes to an end (service/jobs/watch-reading.ts).
  const reading = startStage(context.report, 'reading-model', 1, 'files');
  const model = await openModelFile(request.file);
  try {
    const beside = await readBesideExport(model.file);
    const teachable = beside === null && (await isTeachable(model.file));
    const translated = understood(model, request, beside, teachable);
    reading.advance();
    reading.finish();
    const named = await namesFor(model.file, translated.numClasses, request, context);
    const { classes, weights } = sortClasses(named, translated.network, translated.weights);
    const notes: OpenedFile['notes'] =
      classes === named
        ? [...translated.notes]
        : [...translated.notes, { note: 'classes-sorted', classes: [...named] }];
    const opened = await describeOpened(model, request, beside !== null, notes);
    const cropped = teachable ? { fit: 'crop' as const } : {};
    const image = { ...translated.image, ...cropped, ...beside?.image };
    const network = importedConfig(translated);
    const { preprocessing } = translated.network;
    const file = { classes: [...classes], image, network };
    await writeOpenedRun(run, opened, { file, preprocessing, weights }, beside);
    await openModel(run);
    const shapes = layerShapes(translated.network);
    return {
      run,
      opened,
      classes,
      layers: shapes.length,
      parameters: shapes.reduce((sum, { parameters }) => sum + parameters, 0),
      size: image.size,
      preprocessing: network.preprocessing,
      measured: request.photos === null ? null : await evaluateRun({ run, folder: request.photos }, context),
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    await model.close();
  }
}

function understood(
  model: ForeignModel,
  { preprocessing: name, size }: ImportModelRequest,
  beside: BesideExport | null,
  teachable: boolean,
): TranslatedModel {
  const { channels } = readModelInput(readNode(model.config, model.file), model.file);
  const named = name === null ? null : namedPreprocessing(name, channels);
  if (name !== null && !named)
    throw new ThawError('invalid-value', {
      option: '--preprocessing',
      value: name,
      expected: preprocessingNames.join(', '),
    });
  if (named && named.mean.length !== channels)
    throw new ThawError('model-preprocessing-unfit', { file: model.file, preprocessing: name! });
  return translateModel(model, {
    preprocessing: named ?? beside?.portable.preprocessing ?? (teachable ? teachablePreprocessing : null),
    knownPreprocessings: preprocessingNames,
    size,
  });
}

async function namesFor(
  file: string,
  count: number,
  { classes, labels, photos }: ImportModelRequest,
  context: JobContext,
): Promise<readonly string[]> {
  if (classes) return classNames(file, count, { names: classes, source: null });
  if (labels !== null)
    return classNames(file, count, { names: await readLabelsFile(labels), source: labels });
  return classNames(file, count, null).catch(async (error: unknown) => {
    const isUnknown = error instanceof ThawError && error.code === 'model-classes-unknown';
    if (photos === null || !isUnknown) throw error;
    const names = await classesOfFolder(photos, context);
    return classNames(file, count, { names, source: photos });
  });
}

async function describeOpened(
  { file, format, madeBy }: ForeignModel,
  { preprocessing }: ImportModelRequest,
  byThaw: boolean,
  notes: OpenedFile['notes'],
): Promise<OpenedFile> {
  const { size: bytes } = await stat(file);
  return {
    schemaVersion,
    thawVersion,
    openedAt: new Date().toISOString(),
    file: { path: file, bytes, sha256: await hashFile(file) },
    format,
    madeBy,
    byThaw,
    preprocessing,
    notes,
  };
}
