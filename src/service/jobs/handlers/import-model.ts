import { importModel } from '../../../engine/importing/import-model.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { ImportModelResult } from '../../../shared/job-results/model-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function openForeignModel(
  { file, run, classes, labels, preprocessing, size, photos }: RequestOf<'import-model'>,
  context: JobContext,
): Promise<ImportModelResult> {
  return importModel({ file, run, classes, labels, preprocessing, size, photos }, context);
}
