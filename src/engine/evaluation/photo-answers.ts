import type { Photo } from '../../shared/dataset.ts';
import type { PhotoAnswer } from '../../shared/run-files.ts';

/** A float32's. */
const significantDigits = 7;

/**
 * Answers photo by photo. `probabilities`: photos x classes, row-major; `familiarities`: one a photo, null where the
 * model has none.
 */
export function photoAnswers(
  photos: readonly Photo[],
  probabilities: Float32Array,
  familiarities: readonly number[] | null,
): readonly PhotoAnswer[] {
  const numClasses = probabilities.length / photos.length;
  return photos.map(({ path, classIndex }, row) => ({
    path,
    classIndex,
    probabilities: Array.from(probabilities.subarray(row * numClasses, (row + 1) * numClasses), (value) =>
      Number(value.toPrecision(significantDigits)),
    ),
    ...(familiarities ? { familiarity: Number(familiarities[row]!.toPrecision(significantDigits)) } : {}),
  }));
}
