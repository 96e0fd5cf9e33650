import { describe, expect, it } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import { changesAgainstNamed, recipeOfSettings } from './recipe-of-settings.ts';

describe('the recipe of the settings', () => {
  const rest = { seed: 7, folds: null, runName: '' };

  it('augments only where that is switched on', () => {
    const recipe = recipeByName('cached-features');
    const augmentation = { ...standardAugmentation, rotation: 10 };
    expect(recipeOfSettings({ recipe, augments: true, augmentation, ...rest }).augmentation).toEqual(
      augmentation,
    );
    expect(
      recipeOfSettings({ recipe: recipeByName('two-phase'), augments: false, augmentation, ...rest })
        .augmentation,
    ).toBeNull();
  });

  it.each([
    ['two-phase', []],
    ['two-phase', ['augmentation=none']],
    ['two-phase', ['augmentation.rotation=15', 'augmentation.verticalFlip=true', 'copies=9']],
    [
      'two-phase',
      ['phase2.optimizer=adam', 'phase2.learningRate=1e-4', 'phase1.epochs=4', 'earlyStoppingPatience=5'],
    ],
    ['cached-features', ['augmentation=standard', 'units=64', 'fit=crop']],
    [
      'scratch',
      ['optimizer=sgd', 'momentum=0.9', 'nesterov=true', 'imageSize=96', 'stepsPerEpoch=7', 'backend=wasm'],
    ],
  ] as const)('%s: tells by %j all that was changed', (name, changes) => {
    const changed = applySettings(recipeByName(name), changes);
    const told = changesAgainstNamed(changed);
    expect(applySettings(recipeByName(name), told)).toEqual(changed);
    expect(told.length).toBeLessThanOrEqual(changes.length + 1);
  });

  it('has nothing to tell against a name that is nobody’s', () => {
    expect(changesAgainstNamed({ ...recipeByName('scratch'), name: 'mine', copies: 4 })).toEqual([]);
  });
});
