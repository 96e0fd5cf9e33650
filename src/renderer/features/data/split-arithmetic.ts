import { type Part, parts } from '../../../shared/dataset.ts';
import type { ClassView } from '../../../shared/app/project-view.ts';
import type { SplitSpec } from '../../../shared/job-requests.ts';
import { leastPhotos, partTargets } from '../../../shared/part-targets.ts';

export type PartCounts = Readonly<Record<Part, number>>;

/** The edge between train and validation, or between validation and test. */
export type Grip = 'validation' | 'test';

export const noPhotos: PartCounts = { train: 0, validation: 0, test: 0 };

/** Whole percents that sum to 100, of counts (largest remainder); all 0 where there are no photos. */
export function percentsOf(counts: PartCounts): PartCounts {
  const total = parts.reduce((sum, part) => sum + counts[part], 0);
  if (total === 0) return noPhotos;
  return partTargetsOfHundred(parts.map((part) => (100 * counts[part]) / total));
}

/** What the bar shows: a ratio's own shares, else the shares of what is counted. */
export function sharesOf(spec: SplitSpec, counts: PartCounts): PartCounts {
  if (spec.kind === 'count') return percentsOf(counts);
  const { train, validation, test } = spec;
  return partTargetsOfHundred([train, validation, test]);
}

function partTargetsOfHundred(shares: readonly number[]): PartCounts {
  const wholes = shares.map((share) => Math.floor(share + 1e-9));
  const left = 100 - wholes.reduce((sum, whole) => sum + whole, 0);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - wholes[index]! }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) wholes[index]!++;
  return { train: wholes[0]!, validation: wholes[1]!, test: wholes[2]! };
}

/**
 * The ratio after a grip was moved to `percent` of the bar's width. Snaps to 1 %; no part falls below 1 %, and so,
 * with a photo of each class for every part, never below one photo a class. The grip's neighbours share the change.
 */
export function moveGrip(shares: PartCounts, grip: Grip, percent: number): SplitSpec {
  const edge = Math.round(percent);
  if (grip === 'validation') {
    const most = 100 - shares.test - 1;
    const train = Math.min(Math.max(edge, 1), Math.max(most, 1));
    return ratio(train, 100 - shares.test - train, shares.test);
  }
  const reach = Math.min(Math.max(edge, shares.train + 1), 99);
  return ratio(shares.train, reach - shares.train, 100 - reach);
}

function ratio(train: number, validation: number, test: number): SplitSpec {
  return { kind: 'ratio', train, validation, test };
}

/** Where the grips stand, in percent of the bar. */
export function gripPlaces(shares: PartCounts): Readonly<Record<Grip, number>> {
  return { validation: shares.train, test: shares.train + shares.validation };
}

/** What each class would give to each part; null where a class is too small for it. */
export function countsUnder(spec: SplitSpec, photos: number): PartCounts | null {
  return photos < leastPhotos(spec) ? null : partTargets(photos, spec);
}

/** The classes as a split that is not saved yet would deal them out. */
export function previewClasses(classes: readonly ClassView[], spec: SplitSpec): readonly ClassView[] {
  return classes.map((entry) =>
    entry.excluded ? entry : { ...entry, counts: countsUnder(spec, entry.photos) ?? noPhotos },
  );
}

/** Photos by part over all classes that are used. */
export function sumCounts(classes: readonly ClassView[]): PartCounts {
  const used = classes.filter(({ excluded }) => !excluded);
  const sum = (part: Part): number => used.reduce((total, { counts }) => total + counts[part], 0);
  return { train: sum('train'), validation: sum('validation'), test: sum('test') };
}

/** The counts to begin with when counts are chosen: what the smallest class has now, so that nothing moves. */
export function countSpecOf(classes: readonly ClassView[]): SplitSpec {
  const used = classes.filter(({ excluded }) => !excluded);
  const smallest = used.reduce<ClassView | null>(
    (least, entry) => (least === null || entry.photos < least.photos ? entry : least),
    null,
  );
  const { validation, test } = smallest?.counts ?? noPhotos;
  return { kind: 'count', train: 'rest', validation, test };
}

/** Photos of the smallest class that is used; what the counts of a split may sum to. */
export function smallestClass(classes: readonly ClassView[]): number {
  const photos = classes.filter(({ excluded }) => !excluded).map((entry) => entry.photos);
  return photos.length === 0 ? 0 : Math.min(...photos);
}

export function sameSpec(a: SplitSpec, b: SplitSpec): boolean {
  return a.kind === b.kind && parts.every((part) => a[part] === b[part]);
}
