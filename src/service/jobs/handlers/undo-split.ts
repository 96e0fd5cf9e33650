import { undoSplit } from '../../../engine/dataset/undo-split.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { UndoSplitResult } from '../../../shared/job-results/split-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function undo(request: RequestOf<'undo-split'>, context: JobContext): Promise<UndoSplitResult> {
  return undoSplit(request.out, context);
}
