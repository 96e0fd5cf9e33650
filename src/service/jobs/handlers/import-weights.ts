import { importWeights } from '../../../engine/models/weights/provide-weights.ts';
import type { WeightsResult } from '../../../shared/job-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function importBaseWeights(request: RequestOf<'import-weights'>): Promise<WeightsResult> {
  const { base, sha256 } = await importWeights(request.base, request.file);
  return { base, sha256 };
}
