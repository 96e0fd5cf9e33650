import { describe, expect, it } from 'vitest';
import { cliWords } from '../../shared/messages/en/cli.ts';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { changesAgainstNamed } from '../../shared/recipes/recipe-differences.ts';
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

  it('takes Caffe’s intervals in steps: a test ends an epoch', () => {
    const options = {
      recipe: 'frozen',
      display: '20',
      testEvery: '100',
      snapshotEvery: '200',
      maxIterations: '1000',
    };
    const { recipe, changes } = trainingRecipe(options, cliWords);
    expect(changes).toEqual(['displayEvery=20', 'snapshotEvery=200', 'stepsPerEpoch=100', 'epochs=10']);
    expect(recipe).toMatchObject({ displayEvery: 20, snapshotEvery: 200 });
    const without = trainingRecipe({ recipe: 'frozen', maxIterations: '70' }, cliWords);
    expect(without.changes).toEqual(['stepsPerEpoch=70', 'epochs=1']);
    expect(() => trainingRecipe({ ...options, maxIterations: '950' }, cliWords)).toThrow('invalid-value');
    expect(() => trainingRecipe({ ...options, epochs: '3' }, cliWords)).toThrow('options-conflict');
  });

  it('ends after so many steps with the tests that the recipe has, where they come out even', () => {
    const of = (maxIterations: string, testEvery?: string): readonly string[] =>
      trainingRecipe({ recipe: 'alexnet-caffe', maxIterations, testEvery }, cliWords).changes;
    expect(of('500')).toEqual(['stepsPerEpoch=100', 'epochs=5']);
    expect(of('250')).toEqual(['stepsPerEpoch=250', 'epochs=1']);
    expect(of('500', '50')).toEqual(['stepsPerEpoch=50', 'epochs=10']);
  });

  it('takes the number of processes that share the steps', () => {
    const { recipe, changes } = trainingRecipe({ recipe: 'frozen', workers: '2' }, cliWords);
    expect(changes).toEqual(['workers=2']);
    expect(recipe.workers).toBe(2);
    for (const workers of ['0', '17', 'all'])
      expect(() => trainingRecipe({ recipe: 'frozen', workers }, cliWords)).toThrow('invalid-value');
  });

  it('takes phases in place of the recipe’s, each like the one at its place or the last', () => {
    const { recipe, changes } = trainingRecipe(
      {
        recipe: 'two-phase',
        phase: ['epochs=5', 'learnFrom=block5_conv1', 'learnFrom=block4_conv1, learningRate=1e-6,epochs=20'],
      },
      cliWords,
    );
    expect(changes[0]).toBe('phases=3');
    expect(
      recipe.phases.map(({ name, learnFrom, epochs, optimizer }) => [
        name,
        learnFrom,
        epochs,
        optimizer.learningRate,
      ]),
    ).toEqual([
      ['head', 'head', 5, 2e-5],
      ['fine-tune', 'block5_conv1', 100, 1e-5],
      ['fine-tune', 'block4_conv1', 20, 1e-6],
    ]);
    const one = trainingRecipe({ recipe: 'two-phase', phase: ['learnFrom=all'], epochs: '7' }, cliWords);
    expect(one.recipe.phases).toMatchObject([{ name: 'whole-network', learnFrom: 'all', epochs: 7 }]);
    // Said again as changes, they make the same recipe.
    expect(applySettings(recipeByName('two-phase'), changesAgainstNamed(recipe))).toEqual(recipe);
  });

  it.each([
    [{ recipe: 'frozen', phase: ['epochs'] }, 'invalid-value'],
    [{ recipe: 'frozen', phase: ['epochs=1', 'epochs=2'], epochs: '3' }, 'invalid-value'],
    [{ recipe: 'frozen', phase: Array<string>(10).fill('epochs=1') }, 'invalid-setting'],
    [{ recipe: 'frozen', phase: ['imageSize=64'] }, 'unknown-setting'],
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
