import type { Part, SplitDataset } from '../../shared/dataset.ts';

/** Photos by part; all 0 where there is no split. */
export function countParts(
  split: { readonly photos: readonly Pick<SplitDataset['photos'][number], 'part'>[] } | null,
): Record<Part, number> {
  const counts = { train: 0, validation: 0, test: 0 };
  for (const { part } of split?.photos ?? []) counts[part] += 1;
  return counts;
}
