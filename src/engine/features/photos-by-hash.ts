import type { Photo } from '../../shared/dataset.ts';

/** The photos by their SHA-256, in order of first appearance: files of the same content together. */
export function photosByHash(photos: readonly Photo[]): ReadonlyMap<string, readonly Photo[]> {
  const groups = new Map<string, Photo[]>();
  for (const photo of photos) {
    const group = groups.get(photo.sha256);
    if (group) group.push(photo);
    else groups.set(photo.sha256, [photo]);
  }
  return groups;
}
