import type { PackNews } from '../../../shared/app/work-view.ts';
import type { PackProjectResult } from '../../../shared/job-results/project-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { computingView, watchedEvents } from '../../jobs/watched-events.ts';
import type { StartJob } from '../../training/last-result.ts';

/** Packs a project in a process of its own, which ends with `signal` and leaves nothing then. Throws what the job throws. */
export async function* packInJob(
  request: RequestOf<'pack-project'>,
  startJob: StartJob,
  signal: AbortSignal,
): AsyncGenerator<PackNews, void> {
  for await (const event of watchedEvents(startJob(request), signal))
    if (event.kind === 'result') yield { kind: 'packed', packed: event.result as PackProjectResult };
    else {
      const view = computingView(event);
      if (view) yield view;
    }
}
