import { drawFilters } from '../../../engine/explanation/draw-filters.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { FiltersResult } from '../../../shared/job-results/explanation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function drawPatterns(
  request: RequestOf<'draw-filters'>,
  context: JobContext,
): Promise<FiltersResult> {
  return drawFilters(request, context);
}
