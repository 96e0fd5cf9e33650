import { unpackZip } from '../../../engine/archive/unpack-zip.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { UnpackZipResult } from '../../../shared/job-results/scan-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function unpack(
  request: RequestOf<'unpack-zip'>,
  context: JobContext,
): Promise<UnpackZipResult> {
  return unpackZip(request.file, request.out, context);
}
