import { describe, expect, it } from 'vitest';
import { recipeByName } from './catalogue.ts';
import { standardAugmentation } from './parts.ts';
import { recipeOfSettings } from './recipe-of-settings.ts';

describe('the recipe of the settings', () => {
  const rest = { seed: 7, folds: null, startFrom: null, runName: '' };

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
});
