import { splitFolder } from '../../../engine/dataset/split-folder.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { SplitResult } from '../../../shared/job-results/split-results.ts';
import { countParts } from '../count-photos.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function split(request: RequestOf<'split'>, context: JobContext): Promise<SplitResult> {
  const { folder, out, spec, mode, seed, check = null, groups = [], dryRun = false } = request;
  const split = await splitFolder({ folder, out, spec, mode, seed, check, groups, dryRun }, context);
  const { dataset, skipped, keptTogether, subjects } = split;
  return { out, mode, classes: countParts(dataset.classes, dataset.photos), skipped, keptTogether, subjects };
}
