import type { ComputingView } from '../../shared/app/computing-view.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import type { PhotoMap } from '../../shared/photo-map.ts';
import { computingView, watchedEvents } from '../jobs/watched-events.ts';
import type { RunningJob } from '../jobs/run-job.ts';

/** Makes a run's map in a process of its own, which ends with `signal`. Throws what the job throws. */
export async function* makeMap(
  run: string,
  start: (request: RequestOf<'map-photos'>) => RunningJob,
  signal: AbortSignal,
): AsyncGenerator<ComputingView | { readonly kind: 'map'; readonly map: PhotoMap }, void> {
  const job = start({ job: 'map-photos', run });
  for await (const event of watchedEvents(job, signal)) {
    const view = computingView(event);
    if (view) yield view;
    else if (event.kind === 'result') yield { kind: 'map', map: event.result as PhotoMap };
  }
}
