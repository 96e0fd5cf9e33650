import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/** Throws `no-classes` or `one-class-only` unless at least two classes hold photos. */
export function requireTwoClasses(scanned: Pick<ScannedDataset, 'folder' | 'classes' | 'photos'>): void {
  const filled = [...new Set(scanned.photos.map(({ classIndex }) => classIndex))];
  if (filled.length === 0) throw new ThawError('no-classes', { folder: scanned.folder, photosAtTop: 0 });
  if (filled.length === 1)
    throw new ThawError('one-class-only', {
      folder: scanned.folder,
      className: scanned.classes[filled[0]!]!,
    });
}
