import { measureSpeed as measure } from '../../../engine/training/measure-speed.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { SpeedResult } from '../../../shared/job-results/training-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function measureSpeed(
  request: RequestOf<'measure-speed'>,
  context: JobContext,
): Promise<SpeedResult> {
  return measure(request.recipe, request.numClasses, context.signal);
}
