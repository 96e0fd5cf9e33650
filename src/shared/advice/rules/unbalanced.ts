import { newcombeInterval } from '../../statistics/newcombe-interval.ts';
import type { AdviceOf } from '../advice.ts';
import { classAndOthers, countPhotos, type RunFacts } from '../run-facts.ts';

/** The largest class counts this many times the smallest: less is made up for by the class weights. */
const strong = 3;

/**
 * A class with far fewer training photos than another that is also found less often than the others, beyond chance
 * (Newcombe's interval of the difference). Classes of different size that are found alike need nothing.
 */
export function unbalanced(facts: RunFacts): readonly AdviceOf<'unbalanced'>[] {
  const { classes, measured, recipe } = facts;
  if (!measured || classes.length < 2) return [];
  const sizes = classes.map((_, index) => countPhotos(facts, ['train'], index));
  const [fewest, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (fewest === 0 || most < strong * fewest) return [];
  const index = sizes.indexOf(fewest);
  const { own, others } = classAndOthers(measured.evaluation, index);
  if (own.count === 0 || others.count === 0 || newcombeInterval(own, others).high >= 0) return [];
  const smallest = classes[index]!;
  return [
    {
      kind: 'unbalanced',
      smallest,
      largest: classes[sizes.indexOf(most)]!,
      fewest,
      most,
      own,
      others,
      action:
        recipe.classWeights === 'none'
          ? { kind: 'train-with', recipe: null, changes: ['classWeights=auto'] }
          : { kind: 'add-photos', className: smallest },
    },
  ];
}
