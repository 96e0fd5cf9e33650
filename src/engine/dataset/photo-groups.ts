import type { Photo } from '../../shared/dataset.ts';
import { randomStream } from '../../shared/random.ts';
import { compareCodePoints } from './compare-code-points.ts';

/** Files of one picture; they stay together, so that no part knows another's photos. */
export interface PhotoGroup {
  /** Names the group: the content of its files, or of the first of them. */
  readonly sha256: string;
  readonly draw: number;
  readonly photos: readonly Photo[];
}

/**
 * The name of the picture that a file shows, by the file's SHA-256, for the files in `pictures`; every other file shows
 * its own. It is the least hash of the group: which file was found first must not change a plan.
 */
export function pictureNames(pictures: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  return new Map(
    pictures.flatMap((group) => {
      const name = group.reduce((least, sha256) => (sha256 < least ? sha256 : least));
      return group.map((sha256) => [sha256, name] as const);
    }),
  );
}

/**
 * The photos in groups that are never parted: of equal content, and those that `together` names by SHA-256. The order and
 * the draws follow from the seed and the content alone.
 */
export function groupPhotos(
  photos: readonly Photo[],
  seed: number,
  together: readonly (readonly string[])[],
): PhotoGroup[] {
  const names = pictureNames(together);
  const byPicture = new Map<string, Photo[]>();
  for (const photo of [...photos].sort((a, b) => compareCodePoints(a.path, b.path))) {
    const name = names.get(photo.sha256) ?? photo.sha256;
    const same = byPicture.get(name);
    if (same) same.push(photo);
    else byPicture.set(name, [photo]);
  }
  return [...byPicture].map(([sha256, same]) => ({
    sha256,
    draw: randomStream(seed, 'split', sha256).next(),
    photos: same,
  }));
}

export function classesOf(group: PhotoGroup): readonly number[] {
  return [...new Set(group.photos.map(({ classIndex }) => classIndex))];
}
