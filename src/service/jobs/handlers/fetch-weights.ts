import { provideBaseWeights } from '../../../engine/models/weights/provide-weights.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { WeightsResult } from '../../../shared/job-results/set-up-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function fetchWeights(
  request: RequestOf<'fetch-weights'>,
  context: JobContext,
): Promise<WeightsResult> {
  const { sha256 } = await provideBaseWeights(request.base, context);
  return { base: request.base, sha256 };
}
