import type { PairedAnswers } from './mcnemar.ts';

/** What a comparison of two models on the same photos allows to say. */
export type ComparisonVerdict = 'better' | 'worse' | 'unclear' | 'same';

/** As usual; below it a difference would be rare between models that are equally good. */
const rare = 0.05;

/** What may be said of the first of two models. `pValue`: McNemar's. */
export function verdictOf(
  { onlyFirstRight, onlySecondRight }: Pick<PairedAnswers, 'onlyFirstRight' | 'onlySecondRight'>,
  pValue: number,
): ComparisonVerdict {
  if (onlyFirstRight + onlySecondRight === 0) return 'same';
  if (pValue >= rare) return 'unclear';
  return onlyFirstRight > onlySecondRight ? 'better' : 'worse';
}
