import { expect, it } from 'vitest';
import { optimizerSchema } from '../../../shared/recipe.ts';
import { usualOptimizer } from '../../../shared/recipes/usual-optimizer.ts';
import { optimizerKinds } from './optimizer-names.ts';
import { optimizerNumbers } from './optimizer-numbers.ts';

it.each(optimizerKinds)('%s: all of its numbers can be set, within what a recipe takes', (kind) => {
  const optimizer = usualOptimizer(kind, 0.01);
  const fields = optimizerNumbers(optimizer);
  const numbers = Object.entries(optimizer).filter(
    ([key, value]) => key !== 'learningRate' && typeof value === 'number',
  );
  expect(fields.map(({ key }) => key).sort()).toEqual(numbers.map(([key]) => key).sort());
  for (const { key, min, max } of fields)
    for (const value of [min, max])
      expect(optimizerSchema.safeParse({ ...optimizer, [key]: value }).success).toBe(true);
});
