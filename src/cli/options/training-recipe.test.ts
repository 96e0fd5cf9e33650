import { describe, expect, it } from 'vitest';
import { cliWords } from '../../shared/messages/en/cli.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { trainingRecipe } from './training-recipe.ts';

describe('trainingRecipe', () => {
  it('is the recipe of the name where nothing is changed', () => {
    expect(trainingRecipe({ recipe: 'two-phase' }, cliWords)).toEqual({
      recipe: recipeByName('two-phase'),
      changes: [],
    });
  });

  it('applies the options and then --set, and says what they change', () => {
    const { recipe, changes } = trainingRecipe(
      {
        recipe: 'two-phase',
        epochs: '3, 2',
        imageSize: '64',
        batch: '8',
        set: ['copies=2', 'phase2.epochs=5'],
      },
      cliWords,
    );
    expect(changes).toEqual(['epochs=3,2', 'imageSize=64', 'batchSize=8', 'copies=2', 'phase2.epochs=5']);
    expect(recipe.phases.map((phase) => phase.epochs)).toEqual([3, 5]);
    expect(recipe.phases.map((phase) => phase.batchSize)).toEqual([8, 8]);
    expect(recipe).toMatchObject({ image: { size: 64 }, copies: 2 });
  });

  it.each([
    [{ recipe: 'three-phase' }, 'unknown-recipe'],
    [{ recipe: 'two-phase', epochs: '30' }, 'invalid-value'],
    [{ recipe: 'two-phase', epochs: '30,0' }, 'invalid-value'],
    [{ recipe: 'two-phase', epochs: '30,1.5' }, 'invalid-value'],
    [{ recipe: 'two-phase', epochs: '' }, 'invalid-value'],
    [{ recipe: 'frozen', epochs: '30,100' }, 'invalid-value'],
    [{ recipe: 'frozen', imageSize: '15' }, 'invalid-value'],
    [{ recipe: 'frozen', batch: '0' }, 'invalid-value'],
    [{ recipe: 'frozen', set: ['copies'] }, 'invalid-value'],
    [{ recipe: 'frozen', set: ['colour=blue'] }, 'unknown-setting'],
    [{ recipe: 'frozen', set: ['copies=none'] }, 'invalid-setting'],
  ])('refuses %j', (options, code) => {
    expect(() => trainingRecipe(options, cliWords)).toThrow(expect.objectContaining({ code }));
  });
});
