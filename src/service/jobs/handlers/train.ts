import { trainRun } from '../../../engine/training/train-run.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { TrainResult } from '../../../shared/job-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function train(request: RequestOf<'train'>, context: JobContext): Promise<TrainResult> {
  const { folder, run, recipe, changes, seed } = request;
  return trainRun({ folder, run, recipe, changes, seed }, context);
}
