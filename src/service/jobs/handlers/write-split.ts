import { writeSplitFolder } from '../../../engine/dataset/write-split-folder.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { WriteSplitResult } from '../../../shared/job-results/split-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function writeSplit(
  request: RequestOf<'write-split'>,
  context: JobContext,
): Promise<WriteSplitResult> {
  const { photos } = await writeSplitFolder(request.folder, request.out, request.mode, context);
  return { out: request.out, photos: photos.length };
}
