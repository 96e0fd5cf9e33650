import { type Part, type SplitDataset, type SplitPhoto, parts } from '../../shared/dataset.ts';
import type { ClassTooSmallReason } from '../../shared/errors/dataset-errors.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitSpec } from '../../shared/job-requests.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { askedParts, leastPhotos, partTargets } from '../../shared/part-targets.ts';
import { classesOf, groupPhotos, type PhotoGroup } from './photo-groups.ts';
import { requireTwoClasses } from './require-two-classes.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/** How far one class is filled. */
interface ClassFill {
  readonly room: Record<Part, number>;
  readonly empty: Set<Part>;
  /** Groups of this class that are not placed yet. */
  groupsLeft: number;
}

/**
 * Splits each class by ratio or count. The order in which photos are dealt out is a function of the seed and each
 * photo's content alone, so that neither folder order nor file names change a plan. Parts the data set already has
 * are mixed. With counts, photos beyond them are left out of the plan.
 *
 * `pictures`: SHA-256s of files that show one picture or subject, group by group; they stay in one part, as equal files
 * always do. `shortOf`: what there are too few of where a part stays empty for their sake.
 *
 * Throws `no-classes`, `one-class-only` or `class-too-small`.
 */
export function planSplit(
  scanned: ScannedDataset,
  spec: SplitSpec,
  seed: number,
  pictures: readonly (readonly string[])[] = [],
  shortOf: 'identical-files' | 'groups' = 'identical-files',
): SplitDataset {
  requireTwoClasses(scanned);
  const groups = groupPhotos(scanned.photos, seed, pictures);
  const groupCounts = countByClass(groups.flatMap(classesOf));
  const photoCounts = countByClass(scanned.photos.map(({ classIndex }) => classIndex));
  const fills = scanned.classes.map((className, classIndex) =>
    openClass(className, photoCounts.get(classIndex) ?? 0, groupCounts.get(classIndex) ?? 0, spec),
  );
  // Large groups first, while there is room for them. With counts a random choice of photos is wanted, copies or not.
  const mayLeaveOut = spec.kind === 'count' && spec.train !== 'rest';
  groups.sort(
    (a, b) =>
      (mayLeaveOut ? 0 : b.photos.length - a.photos.length) ||
      a.draw - b.draw ||
      compareCodePoints(a.sha256, b.sha256),
  );
  const photos: SplitPhoto[] = [];
  for (const group of groups) {
    const part = choosePart(group, fills, askedParts(spec));
    for (const photo of group.photos) {
      const { room, empty } = fills[photo.classIndex]!;
      if (mayLeaveOut && room[part] <= 0) continue;
      room[part]--;
      empty.delete(part);
      const { path, classIndex, sha256, bytes } = photo;
      photos.push({ path, classIndex, sha256, bytes, part });
    }
    for (const classIndex of classesOf(group)) fills[classIndex]!.groupsLeft--;
  }
  requireFilled(scanned.classes, fills, groupCounts, spec, { exact: mayLeaveOut, shortOf });
  photos.sort((a, b) => a.classIndex - b.classIndex || compareCodePoints(a.path, b.path));
  return { folder: scanned.folder, layout: scanned.layout, classes: scanned.classes, photos, seed };
}

function countByClass(classIndexes: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const classIndex of classIndexes) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  return counts;
}

function openClass(className: string, count: number, groupsLeft: number, spec: SplitSpec): ClassFill {
  const needed = leastPhotos(spec);
  const reason = spec.kind === 'ratio' ? 'parts' : 'count';
  if (count < needed) throw new ThawError('class-too-small', { className, count, needed, reason });
  return { room: { ...partTargets(count, spec) }, empty: new Set(askedParts(spec)), groupsLeft };
}

/** The part with the most room; while a class has only as many groups left as it has empty parts, one of those. */
function choosePart(group: PhotoGroup, fills: readonly ClassFill[], asked: readonly Part[]): Part {
  const own = classesOf(group).map((classIndex) => fills[classIndex]!);
  const pressed = own.filter(({ groupsLeft, empty }) => groupsLeft <= empty.size);
  const urgent = asked.filter((part) => pressed.some(({ empty }) => empty.has(part)));
  const roomOf = (part: Part) => Math.min(...own.map(({ room }) => room[part]));
  return (urgent.length > 0 ? urgent : asked).reduce((best, part) =>
    roomOf(part) > roomOf(best) ? part : best,
  );
}

function requireFilled(
  classes: readonly string[],
  fills: readonly ClassFill[],
  groupCounts: ReadonlyMap<number, number>,
  spec: SplitSpec,
  { exact, shortOf }: { readonly exact: boolean; readonly shortOf: ClassTooSmallReason },
): void {
  fills.forEach(({ room, empty }, classIndex) => {
    const short = exact && parts.some((part) => room[part] > 0);
    if (empty.size === 0 && !short) return;
    const count = groupCounts.get(classIndex) ?? 0;
    const className = classes[classIndex]!;
    throw new ThawError('class-too-small', {
      className,
      count,
      needed: leastPhotos(spec),
      reason: shortOf,
    });
  });
}
