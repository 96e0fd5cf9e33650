import type { JobContext } from '../../../engine/job/job-context.ts';
import { startStage } from '../../../engine/job/start-stage.ts';
import { importWeights } from '../../../engine/models/weights/provide-weights.ts';
import type { WeightsResult } from '../../../shared/job-results/set-up-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function importBaseWeights(
  request: RequestOf<'import-weights'>,
  context: JobContext,
): Promise<WeightsResult> {
  const reading = startStage(context.report, 'reading-model', 1, 'files');
  const { base, sha256 } = await importWeights(request.base, request.file);
  reading.advance();
  reading.finish();
  return { base, sha256 };
}
