import { describe, expect, it } from 'vitest';
import type { ProjectSettings } from '../app/project-settings.ts';
import { augmentationPresets } from './augmentation-presets.ts';
import { recipeByName } from './catalogue.ts';
import { chooseRecipe } from './choose-recipe.ts';
import { standardAugmentation } from './parts.ts';

const settings: ProjectSettings = {
  recipe: { ...recipeByName('two-phase'), earlyStoppingPatience: 12 },
  augments: true,
  augmentation: standardAugmentation,
  seed: 42,
  folds: null,
  startFrom: null,
  runName: '',
};

describe('another recipe', () => {
  it('brings its own phases and keeps what is not its own', () => {
    const image = { size: 224, fit: 'crop' } as const;
    const own: ProjectSettings = { ...settings, recipe: { ...settings.recipe, image, backend: 'wasm' } };
    const chosen = chooseRecipe(own, 'cached-features');
    expect(chosen.recipe.phases).toEqual(recipeByName('cached-features').phases);
    expect(chosen.recipe).toMatchObject({
      name: 'cached-features',
      image,
      earlyStoppingPatience: 12,
      backend: 'wasm',
      copies: 1,
    });
    expect(chosen.augments).toBe(false);
    expect(chooseRecipe(chosen, 'two-phase')).toMatchObject({ augments: true, recipe: { copies: 5 } });
  });

  it('keeps an augmentation that a person chose', () => {
    const strong = { ...settings, augmentation: augmentationPresets.strong };
    expect(chooseRecipe(strong, 'scratch-augmented').augmentation).toEqual(augmentationPresets.strong);
    expect(chooseRecipe(settings, 'scratch').augmentation).toEqual(standardAugmentation);
  });
});
