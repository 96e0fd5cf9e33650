import { writeFolds } from '../../../engine/dataset/write-folds.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { WriteFoldsResult } from '../../../shared/job-results/split-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function writeAllFolds(
  { folder, out, ...folds }: RequestOf<'write-folds'>,
  context: JobContext,
): Promise<WriteFoldsResult> {
  return { folds: await writeFolds(folder, out, folds, context) };
}
