import type { TestNews } from '../../shared/app/test-view.ts';
import type { TestMethodsResult } from '../../shared/job-results/evaluation-results.ts';
import type { TestWish } from '../../shared/test-methods.ts';
import { computingView, watchedEvents } from '../jobs/watched-events.ts';
import type { StartJob } from '../training/last-result.ts';

/** Tests a run by other ways in a process of its own, which ends with `signal`. Throws what the job throws. */
export async function* testByMethods(
  request: { readonly run: string; readonly wish: TestWish },
  startJob: StartJob,
  signal: AbortSignal,
): AsyncGenerator<TestNews, void> {
  const job = startJob({ job: 'test-methods', ...request });
  for await (const event of watchedEvents(job, signal)) {
    const view = computingView(event);
    if (view) yield view;
    else if (event.kind === 'result')
      yield { kind: 'tested', methods: (event.result as TestMethodsResult).methods };
  }
}
