import { checkedImage, twinsOfPhotos } from '../../../engine/checking/twins-of-photos.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { FindTwinsResult } from '../../../shared/job-results/check-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { photoIndexSchema, photoIndexVersion } from '../../projects/photo-index.ts';
import { readProjectJson } from '../../projects/project-file.ts';

export async function findTwins(
  request: RequestOf<'find-twins'>,
  context: JobContext,
): Promise<FindTwinsResult> {
  const index = await readProjectJson(request.index, photoIndexSchema, photoIndexVersion);
  if (!index) throw new ThawError('folder-not-found', { folder: request.index });
  // The class plays no part in what a photo shows.
  const photos = index.photos.map(({ path, sha256, bytes }) => ({ path, sha256, bytes, classIndex: 0 }));
  const { groups } = await twinsOfPhotos(photos, index.folder, request.depth, checkedImage, context);
  return { groups };
}
