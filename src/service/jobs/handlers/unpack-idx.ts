import { unpackIdx } from '../../../engine/archive/idx/unpack-idx.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { UnpackIdxResult } from '../../../shared/job-results/scan-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function unpack(
  request: RequestOf<'unpack-idx'>,
  context: JobContext,
): Promise<UnpackIdxResult> {
  return unpackIdx(request, context);
}
