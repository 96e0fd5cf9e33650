import { exportRun } from '../../../engine/export/export-run.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { ExportResult } from '../../../shared/job-results/model-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function exportModel(request: RequestOf<'export'>, context: JobContext): Promise<ExportResult> {
  return exportRun(request, context);
}
