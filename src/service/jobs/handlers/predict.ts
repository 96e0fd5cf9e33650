import { predictPaths } from '../../../engine/prediction/predict-paths.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { PredictResult } from '../../../shared/job-results/evaluation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function predict(request: RequestOf<'predict'>, context: JobContext): Promise<PredictResult> {
  const { run, paths, accept = null } = request;
  return predictPaths({ run, paths, accept }, context);
}
