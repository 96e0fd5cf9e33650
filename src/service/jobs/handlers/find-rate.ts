import type { JobContext } from '../../../engine/job/job-context.ts';
import { findRate as find } from '../../../engine/training/find-rate.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import type { RateResult } from '../../../shared/job-results/training-results.ts';

export async function findRate(request: RequestOf<'find-rate'>, context: JobContext): Promise<RateResult> {
  const { folder, recipe, seed, from, phase, first, last, steps } = request;
  return find({ folder, recipe, changes: [], seed, from, phase, first, last, steps }, context);
}
