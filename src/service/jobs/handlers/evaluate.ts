import { evaluateRun } from '../../../engine/evaluation/evaluate-run.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { EvaluateResult } from '../../../shared/job-results/evaluation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function evaluate(request: RequestOf<'evaluate'>, context: JobContext): Promise<EvaluateResult> {
  return evaluateRun({ run: request.run, folder: request.folder }, context);
}
