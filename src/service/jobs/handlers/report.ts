import type { JobContext } from '../../../engine/job/job-context.ts';
import { writeReport } from '../../../engine/report/write-report.ts';
import type { ReportResult } from '../../../shared/job-results/evaluation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function report(request: RequestOf<'report'>, context: JobContext): Promise<ReportResult> {
  const { run, out, language, twins } = request;
  return writeReport({ run, out, language, twins }, context);
}
