import type { RateNews } from '../../shared/app/rate-view.ts';
import type { RateResult } from '../../shared/job-results/training-results.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import { computingView, watchedEvents } from '../jobs/watched-events.ts';
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
  for await (const event of watchedEvents(job, signal)) {
    const view = computingView(event);
    if (view) yield view;
    else if (event.kind === 'result') yield { kind: 'found', result: event.result as RateResult };
  }
}
