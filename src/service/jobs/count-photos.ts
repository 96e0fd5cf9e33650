import type { Part } from '../../shared/dataset.ts';
import { parts } from '../../shared/dataset.ts';

interface Counted {
  readonly classIndex: number;
  readonly part: Part | null;
}

/** Photos per class and part. `all` counts those that have no part yet. */
export function countPhotos(
  classes: readonly string[],
  photos: readonly Counted[],
): { readonly name: string; readonly counts: Readonly<Record<Part | 'all', number>> }[] {
  const counts = classes.map(() => ({ train: 0, validation: 0, test: 0, all: 0 }));
  for (const photo of photos) counts[photo.classIndex]![photo.part ?? 'all'] += 1;
  return classes.map((name, index) => ({ name, counts: counts[index]! }));
}

/** The same for a data set in which every photo has a part. */
export function countParts(
  classes: readonly string[],
  photos: readonly Counted[],
): { readonly name: string; readonly counts: Readonly<Record<Part, number>> }[] {
  return countPhotos(classes, photos).map(({ name, counts }) => ({
    name,
    counts: { train: counts.train, validation: counts.validation, test: counts.test },
  }));
}

/** Drops the counts that say nothing: parts where there are none, `all` where there are parts. */
export function withoutEmptyColumns<Key extends string>(
  rows: readonly { readonly name: string; readonly counts: Readonly<Record<Key, number>> }[],
): { readonly name: string; readonly counts: Readonly<Partial<Record<Key, number>>> }[] {
  const keys = [...parts, 'all'].filter((key) =>
    rows.some(({ counts }) => ((counts[key as Key] as number | undefined) ?? 0) > 0),
  );
  return rows.map(({ name, counts }) => ({
    name,
    counts: Object.fromEntries(keys.map((key) => [key, counts[key as Key]])) as Partial<Record<Key, number>>,
  }));
}
