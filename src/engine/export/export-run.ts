import { rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ErrorFacts } from '../../shared/errors/error-facts.ts';
import type { ExportFormatName, ExportOptions } from '../../shared/export-formats.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportResult } from '../../shared/job-results.ts';
import type { Language } from '../../shared/messages/language.ts';
import { openBackend } from '../backend/open-backend.ts';
import { ruleOfRun } from '../familiarity/run-rule.ts';
import { storedImage } from '../images/fit-square.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel, type TrainedModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import { allowedDifference, compareScores, type ScoreComparison } from './compare-scores.ts';
import { comparisonPictures } from './comparison-pictures.ts';
import {
  type Destination,
  destinationOf,
  finalPaths,
  keepApart,
  makeStagingFolder,
  placeExport,
  requireFree,
} from './destination.ts';
import { peakMemoryBytes } from '../training/stage-clock.ts';
import { asKept } from './as-kept.ts';
import type { ExportFormat, JudgingModel, PictureAnswers } from './export-format.ts';
import { type ExportedRule, exportedRule } from './exported-rule.ts';
import { exportFormatFor } from './formats.ts';
import { ownAnswers } from './own-answers.ts';
import { addKit } from './kit/add-kit.ts';
import { kitBytes } from './kit/kit-bytes.ts';
import { resizesInside, type WrittenAs } from './photo-front.ts';
import { surroundPicture } from './surround-picture.ts';
import { portableFileNames, writePortableFiles } from './write-portable-files.ts';

/** Without options: the bare network, in float32. */
export interface ExportRequest extends Partial<ExportOptions> {
  /** The run's folder. */
  readonly run: string;
  readonly format: string;
  /** A folder, a .zip, or a file where the format has one; absolute. */
  readonly out: string;
  /** Of the report in the kit; English without. */
  readonly language?: Language | undefined;
}

/**
 * Writes a run's model for other programs. The files are made beside `out`, read back, compared with Thaw's own
 * scores and only then put into place; whatever ends it earlier leaves nothing behind.
 *
 * Throws `unknown-format`, `export-form-missing`, `export-weights-missing`, `weight-beyond-half`,
 * `layer-not-exportable`, `export-destination-taken`, `export-scores-differ` (the files are then kept apart), `disk-full`, `permission-denied`, `cancelled`, and what opening the run throws.
 */
export async function exportRun(request: ExportRequest, context: JobContext): Promise<ExportResult> {
  const start = Date.now();
  const { run, out, form = 'network', weights = 'float32', language = 'en' } = request;
  const options = { form, weights };
  const format = exportFormatFor(request.format, options);
  const destination = destinationOf(out, format);
  await requireFree(out);
  const model = await openModel(run);
  const rule = exportedRule(model, await ruleOfRun(run, model.file));
  const kept = asKept(model, weights);
  const as = { form, resizes: format.resizes, shapes: format.shapes ?? false };
  const smallFiles = portableFileNames(model, rule, as);
  for (const path of finalPaths(destination, [format.modelFile, ...smallFiles], format))
    await requireFree(path);
  const staging = await makeStagingFolder(out);
  try {
    const needed = format.bytesNeeded(model, options);
    await requireRoom(roomFor(destination, format.name, needed), dirname(out));
    context.report({ kind: 'stage', stage: 'exporting', total: null, unit: 'files' });
    const files = [...(await format.write(kept, staging, options, context)), ...smallFiles];
    await writePortableFiles(model, rule, staging, as);
    const checked = await check({ run, model, kept, rule, format, as, staging }, context);
    const differing = differenceIn(checked.asWritten);
    if (differing) {
      const keptAt = await keepApart(staging, out);
      const facts = { format: format.name, ...differing, allowed: allowedDifference, keptAt };
      throw new ThawError('export-scores-differ', facts);
    }
    const all =
      destination.kind === 'file'
        ? files
        : await addKit(
            {
              run,
              ...options,
              format: format.name,
              modelFile: format.modelFile,
              folder: staging,
              files,
              language,
              found: checked.found,
            },
            context,
          );
    await placeExport(staging, destination, all, format, context);
    const paths = finalPaths(destination, all, format);
    return {
      format: format.name,
      form,
      weights,
      files: paths,
      out,
      ...checked.found,
      bytes: await bytesOf(paths),
      peakMemoryBytes: peakMemoryBytes(),
      seconds: (Date.now() - start) / 1000,
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

interface Checking {
  readonly run: string;
  readonly model: TrainedModel;
  /** The model with the weights that were written. */
  readonly kept: TrainedModel;
  readonly rule: ExportedRule | null;
  readonly format: ExportFormat;
  readonly as: WrittenAs;
  readonly staging: string;
}

interface Checked {
  /** The export beside Thaw's own model, without the numbers of the files. */
  readonly found: ScoreComparison & Pick<ExportResult, 'comparedOn' | 'openedWith'>;
  /** Beside a model with the weights that were written, which says whether it was written well. */
  readonly asWritten: ScoreComparison;
}

/** Asks Thaw's own model and the export, read back from its files, about the same pictures. */
async function check(
  { run, model, kept, rule, format, as, staging }: Checking,
  context: JobContext,
): Promise<Checked> {
  const pictures = await comparisonPictures(run, model.file.image);
  const progress = startStage(context.report, 'checking', pictures.length, 'photos');
  const backend = await openBackend('auto');
  const reader = await format.open(staging);
  try {
    const { image } = model.file;
    const outer = resizesInside(image, as) ? storedImage(image).size : image.size;
    const exported = remembering(reader, (picture) => surroundPicture(picture, image.size, outer));
    const compareWith = async (own: TrainedModel, advance: () => void): Promise<ScoreComparison> => {
      const scorer = await openScorer(backend, own, context.report);
      try {
        return await compareScores(ownAnswers(scorer, rule), exported, pictures, () => {
          stopIfCancelled(context.signal);
          advance();
        });
      } finally {
        scorer.close();
      }
    };
    const found = await compareWith(model, () => {
      progress.advance();
    });
    const asWritten = kept === model ? found : await compareWith(kept, () => undefined);
    progress.finish();
    const { openedWith } = reader;
    return { found: { ...found, comparedOn: pictures.length, openedWith }, asWritten };
  } finally {
    reader.close();
  }
}

/** Asks about each picture once, as one of the size that the model takes. */
function remembering(model: JudgingModel, asTaken: (picture: Uint8Array) => Uint8Array): JudgingModel {
  const answers = new Map<Uint8Array, PictureAnswers>();
  return {
    rule: model.rule,
    answer: async (pixels, count) => {
      const answer = answers.get(pixels) ?? (await model.answer(asTaken(pixels), count));
      answers.set(pixels, answer);
      return answer;
    },
  };
}

/** What differs by more than is allowed, and by how much; null: nothing. */
function differenceIn({
  maxDifference,
  maxFamiliarityDifference,
}: ScoreComparison): Pick<ErrorFacts['export-scores-differ'], 'differs' | 'maxDifference'> | null {
  if (!(maxDifference <= allowedDifference)) return { differs: 'probability', maxDifference };
  if (maxFamiliarityDifference === null || maxFamiliarityDifference <= allowedDifference) return null;
  return { differs: 'familiarity', maxDifference: maxFamiliarityDifference };
}

async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes of the files that are made, whose model takes `modelBytes`. */
function roomFor({ kind }: Destination, format: ExportFormatName, modelBytes: number): number {
  if (kind === 'file') return modelBytes;
  // An archive is made beside the files that go into it.
  return kitBytes(format, modelBytes) * (kind === 'zip' ? 2 : 1);
}

/** HDF5 reports a full disk only as a failed write, so the room is looked at beforehand. */
async function requireRoom(bytes: number, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw new ThawError('disk-full', { path: folder });
}
