import { join } from 'node:path';
import type { ExportFormatName, ExportOptions } from '../../../shared/export-formats.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { ExportResult } from '../../../shared/job-results/model-results.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { thawVersion } from '../../../shared/version.ts';
import type { JobContext } from '../../job/job-context.ts';
import { writeReport } from '../../report/write-report.ts';
import { allowedDifference } from '../compare-scores.ts';
import { labelsFileName, preprocessingFileName } from '../export-format.ts';
import { readLabels } from '../labels-file.ts';
import { readPreprocessing } from '../preprocessing-file.ts';
import { samplesOf } from '../samples/samples-of.ts';
import { type Parity, reportFileName } from './kit-facts.ts';
import { runNameOf } from '../../training/run-name.ts';
import { writeKit } from './write-kit.ts';

export interface KitRequest extends ExportOptions {
  /** The run's folder. */
  readonly run: string;
  readonly format: ExportFormatName;
  readonly modelFile: string;
  /** The export's folder, and what lies in it. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Of the report. */
  readonly language: Language;
  readonly found: Pick<
    ExportResult,
    | 'comparedOn'
    | 'maxDifference'
    | 'meanDifference'
    | 'maxFamiliarityDifference'
    | 'sameAnswers'
    | 'sameTopClass'
    | 'openedWith'
  >;
}

/**
 * Adds to a checked export what people need to use it: the programs, the README, the report and the check's figures.
 * Returns the names of all files of the folder. Throws `permission-denied`, `disk-full`, `cancelled`.
 */
export async function addKit(request: KitRequest, context: JobContext): Promise<readonly string[]> {
  const { run, format, modelFile, folder, files, language } = request;
  const labels = await readLabels(join(folder, labelsFileName));
  const preprocessing = await readPreprocessing(join(folder, preprocessingFileName));
  const facts = { runName: await runNameOf(run), labels, preprocessing };
  const samples = samplesOf(format, facts);
  const report = await addReport(run, join(folder, reportFileName), language, context);
  const kit = { ...facts, format, modelFile, parity: parityOf(request), samples, report };
  return writeKit(folder, kit, files);
}

function parityOf({ format, form, weights, found }: KitRequest): Parity {
  const { comparedOn, sameAnswers, sameTopClass, openedWith } = found;
  const { maxDifference, meanDifference, maxFamiliarityDifference } = found;
  return {
    schemaVersion: 1,
    thawVersion,
    format,
    form,
    weights,
    openedWith,
    photos: comparedOn,
    maxDifference,
    meanDifference,
    allowedDifference,
    maxFamiliarityDifference,
    sameAnswers,
    sameTopClass,
    agreement: sameTopClass / comparedOn,
  };
}

/** Whether there is one: an export is not the less for a run that cannot be reported on. */
async function addReport(
  run: string,
  out: string,
  language: Language,
  context: JobContext,
): Promise<boolean> {
  try {
    await writeReport({ run, out, language, twins: null, explained: false }, context);
    return true;
  } catch (error) {
    if (error instanceof ThawError && keptOut.includes(String(error.code))) return false;
    throw error;
  }
}

const keptOut: readonly string[] = [
  'run-not-found',
  'run-not-finished',
  'run-was-opened',
  'run-file-damaged',
  'run-from-newer-version',
];
