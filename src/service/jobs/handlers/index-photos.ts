import { scanDataset } from '../../../engine/dataset/scan-dataset.ts';
import { checkedImage } from '../../../engine/checking/twins-of-photos.ts';
import { pixelKeeper } from '../../../engine/features/pixel-keeper.ts';
import type { ScanWatcher } from '../../../engine/dataset/scan-watcher.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { IndexedPhoto } from '../../../shared/indexed-photo.ts';
import type { IndexPhotosResult } from '../../../shared/job-results/scan-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { photoIndexSchema, photoIndexVersion } from '../../projects/photo-index.ts';
import { readProjectJson } from '../../projects/project-file.ts';

/** Told together: few messages, and still a picture of the reading four times a second. */
const tellEveryMs = 250;
const mostTogether = 200;

export async function indexPhotos(
  request: RequestOf<'index-photos'>,
  context: JobContext,
): Promise<IndexPhotosResult> {
  const known = await knownPhotos(request.known);
  let batch: IndexedPhoto[] = [];
  let told = performance.now();
  const tell = (): void => {
    if (batch.length > 0) context.report({ kind: 'photos-read', photos: batch });
    batch = [];
    told = performance.now();
  };
  const watcher: ScanWatcher = {
    recall: (path) => known.get(path) ?? null,
    found(photo) {
      batch.push(photo);
      if (batch.length >= mostTogether || performance.now() - told >= tellEveryMs) tell();
    },
  };
  const { folder, layout, skipped } = await scanDataset(request.folder, context, {
    watcher,
    nested: request.nested,
    // The search for twins that follows needs them.
    openKeeper: pixelKeeper(checkedImage, context.signal),
  });
  tell();
  return { folder, layout, skipped };
}

/** An index that cannot be read only costs time: everything is read anew. */
async function knownPhotos(file: string | null): Promise<ReadonlyMap<string, IndexedPhoto>> {
  const index =
    file === null ? null : await readProjectJson(file, photoIndexSchema, photoIndexVersion).catch(() => null);
  return new Map(index?.photos.map((photo) => [photo.path, photo]));
}
