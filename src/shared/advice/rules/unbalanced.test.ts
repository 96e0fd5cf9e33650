import { describe, expect, it } from 'vitest';
import { recipeByName } from '../../recipes/catalogue.ts';
import { factsOf, goodFacts } from '../fixtures/made-facts.ts';
import { unbalanced } from './unbalanced.ts';

describe('unbalanced classes', () => {
  const counts = [
    { train: 300, validation: 20, test: 50 },
    { train: 60, validation: 20, test: 50 },
  ];
  const worse = factsOf([
    [50, 0],
    [10, 40],
  ]);

  it('matter where the small class is found less often, beyond chance', () => {
    expect(unbalanced(goodFacts({ ...worse, counts }))[0]).toMatchObject({
      smallest: 'dogs',
      fewest: 60,
      most: 300,
      action: { kind: 'add-photos', className: 'dogs' },
    });
    expect(
      unbalanced(
        goodFacts({
          ...factsOf([
            [48, 2],
            [3, 47],
          ]),
          counts,
        }),
      ),
    ).toEqual([]);
    expect(unbalanced(goodFacts({ ...worse, counts: counts.map(() => counts[0]!) }))).toEqual([]);
  });

  it('are weighted where they were not', () => {
    const recipe = { ...recipeByName('two-phase'), classWeights: 'none' as const };
    expect(unbalanced(goodFacts({ ...worse, counts, recipe }))[0]?.action).toEqual({
      kind: 'train-with',
      recipe: null,
      changes: ['classWeights=auto'],
    });
  });
});
