import { checkDataset } from '../../../engine/checking/check-dataset.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { CheckResult } from '../../../shared/job-results/check-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function check(request: RequestOf<'check'>, context: JobContext): Promise<CheckResult> {
  return checkDataset(request.folder, request.depth, context);
}
