import { rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ErrorFacts } from '../../shared/errors/error-facts.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportResult } from '../../shared/job-results.ts';
import { openBackend } from '../backend/open-backend.ts';
import { ruleOfRun } from '../familiarity/run-rule.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel, type TrainedModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import { allowedDifference, compareScores, type ScoreComparison } from './compare-scores.ts';
import { comparisonPictures } from './comparison-pictures.ts';
import {
  destinationOf,
  finalPaths,
  keepApart,
  makeStagingFolder,
  placeExport,
  requireFree,
} from './destination.ts';
import type { ExportFormat } from './export-format.ts';
import { type ExportedRule, exportedRule } from './exported-rule.ts';
import { exportFormatByName } from './formats.ts';
import { ownAnswers } from './own-answers.ts';
import { portableFileNames, writePortableFiles } from './write-portable-files.ts';

export interface ExportRequest {
  /** The run's folder. */
  readonly run: string;
  readonly format: string;
  /** A folder, or a file where the format has one; absolute. */
  readonly out: string;
}

/**
 * Writes a run's model for other programs. The files are made beside `out`, read back, compared with Thaw's own
 * scores and only then put into place; whatever ends it earlier leaves nothing behind.
 *
 * Throws `unknown-format`, `layer-not-exportable`, `export-destination-taken`, `export-scores-differ` (the files are then kept apart),
 * `disk-full`, `permission-denied`, `cancelled`, and what opening the run throws.
 */
export async function exportRun(request: ExportRequest, context: JobContext): Promise<ExportResult> {
  const start = Date.now();
  const { run, out } = request;
  const format = exportFormatByName(request.format);
  const destination = destinationOf(out, format);
  await requireFree(out);
  const model = await openModel(run);
  const rule = exportedRule(model, await ruleOfRun(run, model.file));
  const smallFiles = portableFileNames(model, rule);
  for (const path of finalPaths(destination, [format.modelFile, ...smallFiles], format))
    await requireFree(path);
  const staging = await makeStagingFolder(out);
  try {
    await requireRoom(format.bytesNeeded(model), dirname(out));
    context.report({ kind: 'stage', stage: 'exporting', total: null, unit: 'files' });
    const files = [...(await format.write(model, staging, context)), ...smallFiles];
    await writePortableFiles(model, rule, staging);
    const checked = await check(run, { model, rule }, format, staging, context);
    const differing = differenceIn(checked);
    if (differing) {
      const keptAt = await keepApart(staging, out);
      const facts = { format: format.name, ...differing, allowed: allowedDifference, keptAt };
      throw new ThawError('export-scores-differ', facts);
    }
    const bytes = await bytesOf(files.map((name) => join(staging, name)));
    await placeExport(staging, destination, files, format);
    return {
      format: format.name,
      files: finalPaths(destination, files, format),
      out,
      ...checked,
      bytes,
      seconds: (Date.now() - start) / 1000,
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What the check found, without the numbers of the files. */
type Checked = ScoreComparison & Pick<ExportResult, 'comparedOn' | 'openedWith'>;

/** Asks Thaw's own model and the export, read back from its files, about the same pictures. */
async function check(
  run: string,
  { model, rule }: { readonly model: TrainedModel; readonly rule: ExportedRule | null },
  format: ExportFormat,
  staging: string,
  context: JobContext,
): Promise<Checked> {
  const pictures = await comparisonPictures(run, model.file.image);
  const progress = startStage(context.report, 'checking', pictures.length, 'photos');
  const backend = await openBackend('auto');
  const scorer = await openScorer(backend, model);
  try {
    const reader = await format.open(staging);
    try {
      const comparison = await compareScores(ownAnswers(scorer, rule), reader, pictures, () => {
        stopIfCancelled(context.signal);
        progress.advance();
      });
      progress.finish();
      return { ...comparison, comparedOn: pictures.length, openedWith: reader.openedWith };
    } finally {
      reader.close();
    }
  } finally {
    scorer.close();
  }
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

/** HDF5 reports a full disk only as a failed write, so the room is looked at beforehand. */
async function requireRoom(bytes: number, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw new ThawError('disk-full', { path: folder });
}
