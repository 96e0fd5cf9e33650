import { fisherLess } from '../../statistics/fisher-less.ts';
import type { AdviceOf } from '../advice.ts';
import { classAndOthers, type RunFacts } from '../run-facts.ts';

/** In shares: one photo more in ten is missed. */
const far = 0.1;
/** As usual: below it what is seen would be rare. */
const rare = 0.05;

/**
 * The class that is found far less often than all others together, beyond chance: Fisher's exact test, strict
 * enough for the worst of all classes to be named by chance in at most 1 of 20 models (Bonferroni).
 */
export function oddClass({ measured, classes }: RunFacts): readonly AdviceOf<'odd-class'>[] {
  if (!measured) return [];
  const worse = classes
    .map((className, index) => ({ className, ...classAndOthers(measured.evaluation, index) }))
    .filter(({ own, others }) => own.count > 0 && others.count > 0)
    .map((found) => ({
      ...found,
      gap: found.others.correct / found.others.count - found.own.correct / found.own.count,
    }))
    .filter(({ own, others, gap }) => gap >= far && fisherLess(own, others) * classes.length < rare)
    .sort((one, other) => other.gap - one.gap)[0];
  if (!worse) return [];
  const { className, own, others } = worse;
  return [
    {
      kind: 'odd-class',
      className,
      own,
      others,
      action: { kind: 'look-at-mistakes', className, answer: null },
    },
  ];
}
