import { providePhotoMap } from '../../../engine/likeness/provide-photo-map.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { PhotoMap } from '../../../shared/photo-map.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function mapPhotos({ run }: RequestOf<'map-photos'>, context: JobContext): Promise<PhotoMap> {
  return providePhotoMap(run, context);
}
