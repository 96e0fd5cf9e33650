import { startJob } from '../../src/service/jobs/run-job.ts';
import type { JobEvent } from '../../src/shared/job-events.ts';
import type { JobRequest } from '../../src/shared/job-requests.ts';
import { peakMemory } from './peak-memory.ts';

/** A job that came to its result, as seen from outside. */
export interface WatchedJob<Result> {
  readonly result: Result;
  readonly seconds: number;
  /** Of its process, resident; 0 where the system does not tell. */
  readonly peakBytes: number;
  /** The longest time in which it said nothing. */
  readonly longestSeconds: number;
  /** What it had said before that. */
  readonly longestAfter: string;
}

/** Runs a job of the built program `program`. Throws the error that it ends with. */
export async function watchJob<Result>(request: JobRequest, program: string): Promise<WatchedJob<Result>> {
  const start = performance.now();
  const job = startJob(request, { entry: program });
  let [longest, longestAfter, last, lastSaid] = [0, '', start, 'nothing yet'];
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakMemory(job.pid));
  }, 50);
  try {
    for await (const event of job.events) {
      const now = performance.now();
      if (now - last > longest) [longest, longestAfter] = [now - last, lastSaid];
      [last, lastSaid] = [now, wordsOf(event)];
      if (event.kind === 'error') throw new Error(JSON.stringify(event.error));
      if (event.kind === 'result')
        return {
          result: event.result as Result,
          ...{ seconds: (now - start) / 1000, peakBytes, longestSeconds: longest / 1000, longestAfter },
        };
    }
  } finally {
    clearInterval(watch);
  }
  throw new Error(`${request.job} ended without a result`);
}

function wordsOf(event: JobEvent): string {
  if (event.kind === 'stage') return `the stage ${event.stage}`;
  return event.kind === 'progress' ? `${event.done} of ${event.total}` : event.kind;
}
