import type { Part, SplitDataset, SplitPhoto } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { classesOf, groupPhotos, type PhotoGroup } from './photo-groups.ts';
import { requireTwoClasses } from './require-two-classes.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/** Of a fold's photos that are not tested, one group in so many chooses the best epoch. */
const validationEvery = 10;
/** Beside those that are tested, half of all at most, one to learn from and one to choose by. */
const leastGroups = (numFolds: number): number => Math.max(numFolds, numFolds === 2 ? 4 : 3);

/**
 * Splits for cross-validation: in each of the `numFolds` (at least 2) another share of every class is the test part, so
 * that every photo is tested once. Groups are never parted: equal files, and those that `together` names by SHA-256. A
 * function of the seed and the content. `shortOf`: what a class has too few of where its photos would do. Throws
 * `no-classes`, `one-class-only` or `class-too-small`.
 */
export function planFolds(
  scanned: ScannedDataset,
  numFolds: number,
  seed: number,
  together: readonly (readonly string[])[] = [],
  shortOf: 'identical-files' | 'groups' = 'identical-files',
): readonly SplitDataset[] {
  requireTwoClasses(scanned);
  const groups = groupPhotos(scanned.photos, seed, together);
  requireEnough(scanned, groups, leastGroups(numFolds), shortOf);
  groups.sort(
    (one, other) =>
      other.photos.length - one.photos.length ||
      one.draw - other.draw ||
      compareCodePoints(one.sha256, other.sha256),
  );
  const foldOf = dealOut(groups, numFolds, scanned.classes.length);
  const { folder, layout, classes } = scanned;
  return Array.from({ length: numFolds }, (_, fold): SplitDataset => {
    const others = classes.map(() => 0);
    // Each fold begins at another place, so that no photo chooses in all of them and is never learned from.
    const places = classes.map((_, index) => {
      const count = groups.filter(
        (group) => classIndexOf(group) === index && foldOf.get(group) !== fold,
      ).length;
      return Math.floor((fold * Math.min(validationEvery, count)) / numFolds);
    });
    const photos = groups.flatMap((group): SplitPhoto[] => {
      const first = classIndexOf(group);
      const isTested = foldOf.get(group) === fold;
      const part: Part = isTested
        ? 'test'
        : others[first]!++ % validationEvery === places[first]
          ? 'validation'
          : 'train';
      return group.photos.map(({ path, classIndex, sha256, bytes }) => ({
        path,
        classIndex,
        sha256,
        bytes,
        part,
      }));
    });
    photos.sort((a, b) => a.classIndex - b.classIndex || compareCodePoints(a.path, b.path));
    return { folder, layout, classes, photos, seed };
  });
}

/** A group counts for the class of its first photo. */
const classIndexOf = ({ photos }: PhotoGroup): number => photos[0]!.classIndex;

/** Each group goes where its classes have the fewest photos yet. */
function dealOut(
  groups: readonly PhotoGroup[],
  numFolds: number,
  numClasses: number,
): ReadonlyMap<PhotoGroup, number> {
  const counts = Array.from({ length: numFolds }, () => new Array<number>(numClasses).fill(0));
  return new Map(
    groups.map((group) => {
      const own = classesOf(group);
      const sums = counts.map((ofFold) => own.reduce((sum, index) => sum + ofFold[index]!, 0));
      const fold = sums.indexOf(Math.min(...sums));
      for (const { classIndex } of group.photos) counts[fold]![classIndex]! += 1;
      return [group, fold] as const;
    }),
  );
}

function requireEnough(
  { classes, photos }: ScannedDataset,
  groups: readonly PhotoGroup[],
  needed: number,
  shortOf: 'identical-files' | 'groups',
): void {
  classes.forEach((className, classIndex) => {
    const count = groups.filter((group) => classesOf(group).includes(classIndex)).length;
    if (count >= needed) return;
    const isPhotos = photos.filter((photo) => photo.classIndex === classIndex).length < needed;
    throw new ThawError('class-too-small', {
      className,
      count,
      needed,
      reason: isPhotos ? 'count' : shortOf,
    });
  });
}
