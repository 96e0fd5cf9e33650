import type { Part } from '../../shared/dataset.ts';
import type { LeakCount } from '../../shared/job-results/check-results.ts';
import { pictureNames } from '../dataset/photo-groups.ts';

interface PlacedPhoto {
  readonly sha256: string;
  /** null: in no part. */
  readonly part: Part | null;
}

/**
 * How many photos of the validation and of the test part show a picture that a model learns from or, for the test part, is
 * also chosen by. Files of the same bytes are one picture; `twins` names, by SHA-256, the other files that are.
 */
export function countLeaks(
  photos: readonly PlacedPhoto[],
  twins: readonly (readonly string[])[],
): { readonly validation: LeakCount; readonly test: LeakCount } {
  const names = pictureNames(twins);
  const pictureOf = ({ sha256 }: PlacedPhoto): string => names.get(sha256) ?? sha256;
  const inPart = (part: Part): readonly PlacedPhoto[] => photos.filter((photo) => photo.part === part);
  const count = (part: Part, sources: readonly Part[]): LeakCount => {
    const known = new Set(sources.flatMap((source) => inPart(source).map(pictureOf)));
    const own = inPart(part);
    return { photos: own.length, leaked: own.filter((photo) => known.has(pictureOf(photo))).length };
  };
  return { validation: count('validation', ['train']), test: count('test', ['train', 'validation']) };
}
