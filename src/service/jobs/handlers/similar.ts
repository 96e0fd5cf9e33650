import { findSimilar } from '../../../engine/likeness/find-similar.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { SimilarResult } from '../../../shared/job-results/explanation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function similar(
  { run, paths, count }: RequestOf<'similar'>,
  context: JobContext,
): Promise<SimilarResult> {
  return findSimilar({ run, paths, count }, context);
}
