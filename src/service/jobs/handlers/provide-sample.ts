import { provideSample } from '../../../engine/images/sample/render-sample.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { SampleResult } from '../../../shared/job-results/scan-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function sample(
  request: RequestOf<'provide-sample'>,
  context: JobContext,
): Promise<SampleResult> {
  return { folder: await provideSample(context) };
}
