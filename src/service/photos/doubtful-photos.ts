import type { DoubtfulPhoto } from '../../shared/app/project-view.ts';
import { versionOf } from '../projects/photo-index.ts';
import { viewOf } from './photo-page.ts';
import type { PhotoTable } from './photo-table.ts';

/** As many as one person looks through; the rest come when these are decided. */
const mostShown = 500;
const nearestShown = 6;

/** The photos whose labels are in doubt, as the page shows them. */
export function doubtfulPhotos(table: PhotoTable): readonly DoubtfulPhoto[] {
  return table.doubtful.slice(0, mostShown).map(({ photos, looksLike, suspect }) => ({
    photos: photos.map((photo) => viewOf(table, photo)),
    looksLike,
    likeness: suspect.likeness,
    neighbours: suspect.neighbours,
    nearest: suspect.nearest
      .flatMap((path) => table.index.get(path) ?? [])
      .slice(0, nearestShown)
      .map((photo) => ({ path: photo.path, version: versionOf(photo) })),
  }));
}
