import { runJob } from '../service/jobs/run-job.ts';
import type { RunningJob } from '../service/jobs/run-job.ts';
import type { JobEvent } from '../shared/job-events.ts';
import type { JobRequest } from '../shared/job-requests.ts';
import type { CliContext } from './cli-context.ts';

/** Runs a job with its events shown, and Ctrl-C and SIGTERM passed on to it. */
export async function runShown<Result>(
  cli: CliContext,
  request: JobRequest,
  watch: (event: JobEvent) => void = () => undefined,
): Promise<Result> {
  const view = cli.openView();
  let stopWatching: () => void = () => undefined;
  try {
    return await runJob<Result>(
      request,
      (event) => {
        view.show(event);
        watch(event);
      },
      {
        onStart(job) {
          stopWatching = passOnSignals(cli, request, job);
        },
      },
    );
  } finally {
    stopWatching();
    view.close();
  }
}

/** First Ctrl-C: a training pauses, anything else is cancelled. The second ends it. Returns how to stop listening. */
function passOnSignals(cli: CliContext, request: JobRequest, job: RunningJob): () => void {
  let asked = 0;
  const onInterrupt = (): void => {
    asked += 1;
    if (asked > 1) {
      cli.say(cli.words.ending);
      job.kill();
    } else if (request.job === 'train' || request.job === 'resume') {
      cli.say(cli.words.pausing);
      job.pause();
    } else {
      cli.say(cli.words.cancelling);
      job.cancel();
    }
  };
  const onTerminate = (): void => {
    job.cancel();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  };
}
