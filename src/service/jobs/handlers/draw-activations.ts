import { drawActivations } from '../../../engine/explanation/draw-activations.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { ActivationsResult } from '../../../shared/job-results/explanation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function drawSheet(
  { run, photo, layer, out }: RequestOf<'draw-activations'>,
  context: JobContext,
): Promise<ActivationsResult> {
  return drawActivations({ run, photo, layer, out }, context);
}
