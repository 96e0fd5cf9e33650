import type { RateNews } from '../../shared/app/rate-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { RateResult } from '../../shared/job-results.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import type { StartJob } from './last-result.ts';

/** As the terminal's command has it. */
export const usualSweep = { first: 1e-7, last: 10, steps: 100 } as const;

/** Looks for a rate in a process of its own, which ends with `signal`. Throws what the job throws. */
export async function* lookForRate(
  request: Omit<RequestOf<'find-rate'>, 'job' | keyof typeof usualSweep>,
  startJob: StartJob,
  signal: AbortSignal,
): AsyncGenerator<RateNews, void> {
  const job = startJob({ job: 'find-rate', ...request, ...usualSweep });
  const cancel = (): void => {
    job.cancel();
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    for await (const event of job.events) {
      if (event.kind === 'error') throw ThawError.fromPlain(event.error);
      if (event.kind === 'result') yield { kind: 'found', result: event.result as RateResult };
      else if (event.kind === 'stage')
        yield { kind: 'computing', stage: event.stage, done: 0, total: event.total };
      else if (event.kind === 'progress')
        yield { kind: 'computing', stage: event.stage, done: event.done, total: event.total };
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    // Nobody reads on.
    cancel();
  }
}
