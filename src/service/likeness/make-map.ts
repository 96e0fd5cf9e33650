import type { LikenessProgress } from '../../shared/app/likeness-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import type { PhotoMap } from '../../shared/photo-map.ts';
import type { RunningJob } from '../jobs/run-job.ts';

/** Makes a run's map in a process of its own, which ends with `signal`. Throws what the job throws. */
export async function* makeMap(
  run: string,
  start: (request: RequestOf<'map-photos'>) => RunningJob,
  signal: AbortSignal,
): AsyncGenerator<LikenessProgress | { readonly kind: 'map'; readonly map: PhotoMap }, void> {
  const job = start({ job: 'map-photos', run });
  const cancel = (): void => {
    job.cancel();
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    for await (const event of job.events) {
      if (event.kind === 'error') throw ThawError.fromPlain(event.error);
      if (event.kind === 'result') yield { kind: 'map', map: event.result as PhotoMap };
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
