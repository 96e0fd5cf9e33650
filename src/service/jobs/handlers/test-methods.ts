import { testRun } from '../../../engine/evaluation/methods/test-run.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { TestMethodsResult } from '../../../shared/job-results/evaluation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function testMethods(
  { run, wish }: RequestOf<'test-methods'>,
  context: JobContext,
): Promise<TestMethodsResult> {
  return testRun({ run, wish }, context);
}
