import { noneOfThese } from '../../shared/predictions-csv.ts';
import { isAccepted } from '../../shared/statistics/acceptance.ts';
import { readAcceptance } from '../runs/acceptance.ts';
import type { AskedFile } from './asked-photos.ts';

/** Photos that were asked about, their answers as the rules of their runs now have them. Throws what readAcceptance throws. */
export async function judgeAsked<Item extends { readonly photo: AskedFile | null }>(
  items: readonly Item[],
): Promise<readonly Item[]> {
  const runs = new Set(items.flatMap(({ photo }) => photo?.run ?? []));
  const rules = new Map<string, Awaited<ReturnType<typeof readAcceptance>>['rule']>();
  for (const run of runs) rules.set(run, (await readAcceptance(run)).rule);
  return items.map((item) => {
    const { photo } = item;
    if (!photo?.evidence || isAccepted(rules.get(photo.run) ?? null, photo.evidence)) return item;
    return { ...item, photo: { ...photo, answer: noneOfThese } };
  });
}
