import type { ComputingView } from '../../shared/app/computing-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { RunningJob } from './run-job.ts';

/** What a job tells. It is ended by `signal`, and where nobody reads on. Throws what the job throws. */
export async function* watchedEvents(
  job: RunningJob,
  signal: AbortSignal,
): AsyncGenerator<Exclude<JobEvent, { kind: 'error' }>, void> {
  const cancel = (): void => {
    job.cancel();
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    for await (const event of job.events) {
      if (event.kind === 'error') throw ThawError.fromPlain(event.error);
      yield event;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** How far the job is, as the page shows it; null for an event that does not tell. */
export function computingView(event: JobEvent): ComputingView | null {
  if (event.kind === 'stage') return { kind: 'computing', stage: event.stage, done: 0, total: event.total };
  if (event.kind === 'progress')
    return { kind: 'computing', stage: event.stage, done: event.done, total: event.total };
  return null;
}
