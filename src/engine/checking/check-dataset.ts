import type { CheckDepth } from '../../shared/job-requests.ts';
import type { CheckedPhoto, CheckResult, PictureGroup } from '../../shared/job-results/check-results.ts';
import { pictureNames } from '../dataset/photo-groups.ts';
import { scanDataset, type ScannedDataset } from '../dataset/scan-dataset.ts';
import { pixelKeeper } from '../features/pixel-keeper.ts';
import type { JobContext } from '../job/job-context.ts';
import { countLeaks } from './count-leaks.ts';
import { checkedImage, twinsOfPhotos } from './twins-of-photos.ts';

/**
 * Reads a folder and looks for photos that show one picture: in one class, across classes, and where the folder is split,
 * across its parts; where thorough, also for photos with the wrong label. Nothing is changed. Throws what scanDataset and twinsOfPhotos throw.
 */
export async function checkDataset(
  folder: string,
  depth: CheckDepth,
  context: JobContext,
): Promise<CheckResult> {
  const start = performance.now();
  const scanned = await scanDataset(folder, context, {
    openKeeper: pixelKeeper(checkedImage, context.signal),
  });
  const {
    groups: twins,
    skipped,
    seen,
  } = await twinsOfPhotos(scanned.photos, scanned.folder, depth, checkedImage, context);
  const groups = groupsOf(scanned, twins);
  return {
    folder: scanned.folder,
    depth,
    photos: scanned.photos.length,
    groups,
    conflicts: groups.filter(({ photos }) => new Set(photos.map(({ className }) => className)).size > 1)
      .length,
    leaks: scanned.photos.every(({ part }) => part === null) ? null : countLeaks(scanned.photos, twins),
    suspects:
      seen && (await (await import('./suspects-of-photos.ts')).suspectsOfPhotos(seen, scanned.classes)),
    skipped: [...scanned.skipped, ...skipped],
    seconds: (performance.now() - start) / 1000,
  };
}

/** Files of the same bytes are of one picture whatever a search by looks has found. */
function groupsOf(
  { classes, photos }: ScannedDataset,
  twins: readonly (readonly string[])[],
): readonly PictureGroup[] {
  const names = pictureNames(twins);
  const byPicture = new Map<string, { photos: CheckedPhoto[]; hashes: Set<string> }>();
  for (const { path, classIndex, sha256, part } of photos) {
    const key = names.get(sha256) ?? sha256;
    const group = byPicture.get(key) ?? { photos: [], hashes: new Set() };
    group.photos.push({ path, className: classes[classIndex]!, part });
    group.hashes.add(sha256);
    byPicture.set(key, group);
  }
  return [...byPicture.values()]
    .filter(({ photos: same }) => same.length > 1)
    .map(({ photos: same, hashes }) => ({ photos: same, identical: hashes.size === 1 }));
}
