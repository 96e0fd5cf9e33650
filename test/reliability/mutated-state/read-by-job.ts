import { startJob } from '../../../src/service/jobs/run-job.ts';
import type { PlainError } from '../../../src/shared/errors/thaw-error.ts';
import type { JobRequest } from '../../../src/shared/job-requests.ts';
import { peakMemory } from '../peak-memory.ts';
import { processorSeconds } from '../processor-seconds.ts';
import type { Reading } from './reader-pool.ts';
import type { StateKind } from './state-kinds.ts';

/** What a reading may take. */
export interface ReadingLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** A job that waits without computing is given up after so many times its limit: nothing else would end it. */
const patience = 10;

/** By a library that may go round without end: the app reads them in a job that it ends then. */
const requests: Readonly<Partial<Record<StateKind, (file: string) => JobRequest>>> = {
  'Keras .h5': openModel,
  'Keras .keras': openModel,
  'weights .h5': (file) => ({ job: 'import-weights', base: 'vgg16', file }),
};

function openModel(file: string): JobRequest {
  const asked = { labels: null, preprocessing: null, size: null, photos: null, classes: ['a', 'b'] };
  return { job: 'import-model', file, run: `${file}-opened`, ...asked };
}

export const isReadByJob = (kind: StateKind): boolean => kind in requests;

/**
 * Reads a file as the app does, by the app's built job. Its seconds are the processor's, from the process's start to its end,
 * as are the limit's: on a machine with other work a job waits for reasons that are not its own.
 */
export async function readByJob(
  program: string,
  kind: StateKind,
  file: string,
  limits: ReadingLimits,
): Promise<Reading & { readonly peakBytes: number }> {
  const since = performance.now();
  const job = startJob(requests[kind]!(file), { entry: program });
  const seen = { seconds: null as number | null, peakBytes: 0, said: null as string | null };
  const look = (): void => {
    seen.seconds = processorSeconds(job.pid) ?? seen.seconds;
    seen.peakBytes = Math.max(seen.peakBytes, peakMemory(job.pid));
    const waits = performance.now() - since > patience * limits.milliseconds;
    if (waits || (seen.seconds ?? 0) * 1000 > limits.milliseconds) seen.said = 'hung';
    if (seen.peakBytes > limits.bytes) seen.said = 'took too much memory';
    if (seen.said !== null) job.kill();
  };
  const watch = setInterval(look, 20);
  try {
    for await (const event of job.events)
      if (event.kind === 'result') seen.said ??= 'read';
      else if (event.kind === 'error') seen.said ??= wordsOf(event.error);
  } finally {
    clearInterval(watch);
  }
  return {
    said: seen.said ?? 'crashed: without a last word',
    seconds: seen.seconds ?? (performance.now() - since) / 1000,
    peakBytes: seen.peakBytes,
  };
}

/** A job that its library ended took nothing else with it, but that is no answer. */
function wordsOf(error: PlainError): string {
  const isAnswer = !['unexpected', 'job-crashed'].includes(error.code);
  return isAnswer ? `refused: ${error.code}` : `threw: ${JSON.stringify(error)}`;
}
