import { describe, expect, it } from 'vitest';
import { projectSettingsSchema, type ProjectSettings } from '../../../shared/app/project-settings.ts';
import { recipeByName, recipeNames } from '../../../shared/recipes/catalogue.ts';
import { chooseRecipe } from '../../../shared/recipes/choose-recipe.ts';
import { standardAugmentation } from '../../../shared/recipes/parts.ts';
import { usualOptimizer } from '../../../shared/recipes/usual-optimizer.ts';
import { augmentationWord } from './augmentation-word.ts';
import { hiddenUnits } from '../../../shared/recipe.ts';
import {
  changeHiddenLayers,
  changeNetwork,
  changePhase,
  changePhaseCount,
  parseRate,
  withRate,
} from './edit-settings.ts';
import { trainWords } from './words/index.ts';

const settings: ProjectSettings = {
  recipe: { ...recipeByName('two-phase'), earlyStoppingPatience: 12 },
  augments: true,
  augmentation: standardAugmentation,
  seed: 42,
  folds: null,
  startFrom: null,
  runName: '',
};

describe('settings edits', () => {
  it.each(recipeNames)('%s with every edit is still valid', (name) => {
    let edited = chooseRecipe(settings, name);
    edited = changePhase(edited, 0, { epochs: 3, batchSize: 8, stepsPerEpoch: 100, l2: 1e-4 });
    edited = changePhase(edited, 0, { optimizer: usualOptimizer('sgd', 1e-3) });
    edited = changeNetwork(edited, { units: 128, dropout: 0.25 });
    expect(projectSettingsSchema.parse(edited)).toEqual(edited);
    expect(edited.recipe.phases[0]).toMatchObject({ epochs: 3, optimizer: { kind: 'sgd' } });
  });

  it('changes one phase and leaves the others and the given settings alone', () => {
    const before = structuredClone(settings);
    const changed = changePhase(settings, 1, { epochs: 7 });
    expect(changed.recipe.phases.map(({ epochs }) => epochs)).toEqual([30, 7]);
    expect(settings).toEqual(before);
  });

  it('adds phases like the last one, and takes the last away', () => {
    const three = changePhaseCount(settings, 3);
    expect(three.recipe.phases[2]).toEqual(settings.recipe.phases[1]);
    expect(changePhaseCount(three, 1).recipe.phases).toEqual([settings.recipe.phases[0]]);
    expect(projectSettingsSchema.parse(three)).toEqual(three);
  });

  it.each([
    [0, []],
    [1, [256]],
    [3, [256, 256, 256]],
  ])('has %i hidden layers', (count, units) => {
    const changed = changeHiddenLayers(settings, count);
    expect(hiddenUnits(changed.recipe.network)).toEqual(units);
    expect(projectSettingsSchema.parse(changed)).toEqual(changed);
    expect(hiddenUnits(changeHiddenLayers(changed, 1).recipe.network)).toEqual([256]);
  });

  it('changes the rate and nothing else of an optimizer', () => {
    const { optimizer } = settings.recipe.phases[0]!;
    expect(withRate(optimizer, 3e-4)).toEqual({ ...optimizer, learningRate: 3e-4 });
  });

  it.each([
    ['2e-5', 2e-5],
    ['0,002', 0.002],
    [' 1e-3 ', 1e-3],
    ['', null],
    ['fast', null],
  ])('reads the rate "%s" as %s', (text, value) => {
    expect(parseRate(text)).toBe(value);
  });
});

describe('augmentationWord', () => {
  it('says which strength it is, whether it was changed, or off', () => {
    const words = trainWords.en;
    expect(augmentationWord(settings, words)).toBe('Standard');
    const fewer = { ...settings, augmentation: { ...standardAugmentation, rotation: 0 } };
    expect(augmentationWord(fewer, words)).toBe('Standard, changed');
    expect(augmentationWord({ ...settings, augments: false }, words)).toBe('Off');
  });
});
