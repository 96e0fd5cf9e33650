import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { RunningJob } from '../jobs/run-job.ts';

/** Starts a job; tests give one of their own. */
export type StartJob = (request: JobRequest) => RunningJob;

/** Follows a job to its end and gives its result. Throws the job's ThawError. */
export async function lastResult(
  job: RunningJob,
  onEvent: (event: JobEvent) => void | Promise<void> = () => undefined,
): Promise<unknown> {
  for await (const event of job.events) {
    if (event.kind === 'result') return event.result;
    if (event.kind === 'error') throw ThawError.fromPlain(event.error);
    await onEvent(event);
  }
  throw new ThawError('unexpected', { detail: 'the job ended without a last event' });
}
