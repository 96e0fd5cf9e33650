import { explainPhotos } from '../../../engine/explanation/explain-photos.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { HeatResult } from '../../../shared/job-results/explanation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function drawHeat(request: RequestOf<'draw-heat'>, context: JobContext): Promise<HeatResult> {
  const { run, paths, className, out } = request;
  return explainPhotos({ run, paths, className, out }, context);
}
