import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ReportResult } from '../../shared/job-results/evaluation-results.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { withinStage } from '../job/within-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { openWarmModel } from '../prediction/open-warm-model.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { gatherReport, type MistakeToDraw } from './gather-report.ts';
import { mistakePictures, type DrawWhy } from './mistake-pictures.ts';
import { renderReport } from './render-report.ts';
import type { ReportedMistake } from './report-facts.ts';
import { makeFolder } from '../storage/make-folder.ts';

export interface ReportRequest {
  /** Absolute paths. */
  readonly run: string;
  readonly out: string;
  readonly language: Language;
  /** Files that show one picture, by SHA-256; null: nobody compared the photos. */
  readonly twins: readonly (readonly string[])[] | null;
  /** Draws over each mistake what decided it, which takes a second or more a photo and the model in memory; true without. */
  readonly explained?: boolean;
}

/**
 * Writes a finished run as one HTML file that needs nothing else: no script, no other file, no network. Never overwrites.
 * Throws what gatherReport throws, `export-destination-taken`, `permission-denied`, `disk-full` and `cancelled`.
 */
export async function writeReport(request: ReportRequest, context: JobContext): Promise<ReportResult> {
  const { run, out, language, twins, explained = true } = request;
  const { report, toDraw } = await gatherReport(run, twins);
  const mistakes = await drawMistakes(explained ? run : null, toDraw, context);
  const content = Buffer.from(renderReport({ ...report, mistakes }, language));
  await writeNew(out, content);
  return {
    run,
    out,
    bytes: content.length,
    mistakes: mistakes.length,
    photosMissing: mistakes.filter(({ missing }) => missing !== null).length,
  };
}

/** `run`: whose model tells what decided its answers; null: nobody does. */
async function drawMistakes(
  run: string | null,
  toDraw: readonly MistakeToDraw[],
  { report, signal }: JobContext,
): Promise<readonly ReportedMistake[]> {
  if (toDraw.length === 0) return [];
  const progress = startStage(report, 'reporting', toDraw.length, 'photos');
  // A run without its model is still worth a report; only what decided its answers stays out.
  const model = run === null ? null : await openWarmModel(run, withinStage(report)).catch(() => null);
  const drawWhy =
    (answer: string): DrawWhy =>
    async (file) =>
      model?.why(file, answer).catch(() => null) ?? null;
  try {
    const drawn: ReportedMistake[] = [];
    for (const { path, sha256, ...mistake } of toDraw) {
      stopIfCancelled(signal);
      drawn.push({ ...mistake, ...(await mistakePictures(path, sha256, drawWhy(mistake.answer))) });
      progress.advance();
    }
    progress.finish();
    return drawn;
  } finally {
    model?.close();
  }
}

/** `wx` fails where anything lies already; what was begun and not ended is taken away again. */
async function writeNew(out: string, content: Uint8Array): Promise<void> {
  let begun = false;
  try {
    await makeFolder(dirname(out));
    const file = await open(out, 'wx');
    begun = true;
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (begun) await rm(out, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new ThawError('export-destination-taken', { path: out });
    throw asStorageError(error, out, 'write');
  }
}
