import { join } from 'node:path';
import type { ExportedFormat, ExportNews, FormatView } from '../../shared/app/work-view.ts';
import { bytesAs, type ExportOptions } from '../../shared/export-formats.ts';
import type { ExportResult } from '../../shared/job-results/model-results.ts';
import type { ErrorFacts } from '../../shared/errors/error-facts.ts';
import type { Language } from '../../shared/messages/language.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { RunningJob } from '../jobs/run-job.ts';

export interface ExportsToWrite extends ExportOptions {
  /** Absolute path of the run's folder. */
  readonly run: string;
  readonly formats: readonly FormatView[];
  /** Each format gets one archive; missing: a folder. */
  readonly zip?: boolean | undefined;
  /** Of the reports; missing: English. */
  readonly language?: Language | undefined;
  /** Each format gets a folder of its own in it. */
  readonly out: string;
}

/**
 * Writes formats one after the other, each by a job of its own, and tells every change. One that fails does not stop
 * the others; once `signal` is aborted nothing more is written. Never throws: what goes wrong is in the news.
 */
export async function writeExports(
  { run, formats, form, weights, zip = false, language, out }: ExportsToWrite,
  start: (request: RequestOf<'export'>) => RunningJob,
  tell: (news: ExportNews) => void,
  signal: AbortSignal,
): Promise<void> {
  let states = formats.map(({ format, bytes }) =>
    waiting(format, bytesAs(weights, bytes), join(out, zip ? `${format}.zip` : format)),
  );
  const change = (index: number, changed: Partial<ExportedFormat>): void => {
    states = states.map((state, place) => (place === index ? { ...state, ...changed } : state));
    tell({ out, formats: states, done: false });
  };
  tell({ out, formats: states, done: false });
  for (const [index, state] of states.entries())
    try {
      if (signal.aborted) throw new ThawError('cancelled', { run });
      change(index, { state: 'writing' });
      const job = start({
        job: 'export',
        run,
        format: state.format,
        form,
        weights,
        ...(language ? { language } : {}),
        out: state.out,
      });
      change(
        index,
        ended(
          await watchExport(
            job,
            (changed) => {
              change(index, changed);
            },
            signal,
          ),
        ),
      );
    } catch (error) {
      change(index, failed(asThawError(error)));
    }
  tell({ out, formats: states, done: true });
}

function waiting(format: FormatView['format'], bytes: number, out: string): ExportedFormat {
  return {
    format,
    state: 'waiting',
    bytes,
    checked: 0,
    comparedOn: null,
    maxDifference: null,
    meanDifference: null,
    sameTopClass: null,
    maxFamiliarityDifference: null,
    sameAnswers: null,
    openedWith: '',
    out,
    error: null,
  };
}

/** Follows one job to its result. Throws what it throws. */
async function watchExport(
  job: RunningJob,
  change: (changed: Partial<ExportedFormat>) => void,
  signal: AbortSignal,
): Promise<ExportResult> {
  const cancel = (): void => {
    job.cancel();
  };
  signal.addEventListener('abort', cancel);
  try {
    for await (const event of job.events) {
      if (event.kind === 'result') return event.result as ExportResult;
      if (event.kind === 'error') throw ThawError.fromPlain(event.error);
      const changed = seen(event);
      if (changed) change(changed);
    }
    throw new ThawError('unexpected', { detail: 'the export ended without a last event' });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** What an event changes; null: nothing. */
function seen(event: JobEvent): Partial<ExportedFormat> | null {
  if (event.kind === 'stage' && event.stage === 'checking')
    return { state: 'checking', comparedOn: event.total };
  if (event.kind === 'progress' && event.stage === 'checking') return { checked: event.done };
  return null;
}

function ended(result: ExportResult): Partial<ExportedFormat> {
  const { bytes, comparedOn, maxDifference, meanDifference, sameTopClass } = result;
  const { maxFamiliarityDifference, sameAnswers, openedWith } = result;
  const differences = { maxDifference, meanDifference, maxFamiliarityDifference };
  const found = { comparedOn, ...differences, sameTopClass, sameAnswers, openedWith };
  return { state: 'same', bytes, checked: comparedOn, ...found };
}

function failed(error: ThawError): Partial<ExportedFormat> {
  if (error.code === 'cancelled') return { state: 'cancelled' };
  const plain = error.toPlain();
  if (error.code !== 'export-scores-differ') return { state: 'failed', error: plain };
  // The files lie apart, where nobody takes them for a good export.
  const { differs, maxDifference, keptAt } = error.facts as ErrorFacts['export-scores-differ'];
  const found = differs === 'probability' ? { maxDifference } : { maxFamiliarityDifference: maxDifference };
  return { state: 'failed', error: plain, ...found, out: keptAt };
}
