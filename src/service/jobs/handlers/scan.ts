import { scanDataset } from '../../../engine/dataset/scan-dataset.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { ScanResult } from '../../../shared/job-results/scan-results.ts';
import { countPhotos, withoutEmptyColumns } from '../count-photos.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function scan(request: RequestOf<'scan'>, context: JobContext): Promise<ScanResult> {
  const { folder, layout, classes, photos, skipped, misnamed } = await scanDataset(request.folder, context);
  return {
    folder,
    layout,
    classes: withoutEmptyColumns(countPhotos(classes, photos)),
    photos: photos.length,
    skipped,
    misnamed,
  };
}
