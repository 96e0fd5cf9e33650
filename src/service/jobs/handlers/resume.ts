import { resumeRun } from '../../../engine/training/train-run.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { TrainResult } from '../../../shared/job-results/training-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function resume(request: RequestOf<'resume'>, context: JobContext): Promise<TrainResult> {
  const { run, snapshot, photosAtOnce, leftGpu } = request;
  return resumeRun(run, context, { snapshot, photosAtOnce, leftGpu });
}
