import { expect, it } from 'vitest';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import { augmentationPresets } from '../../../shared/recipes/augmentation-presets.ts';
import { settingsWith } from './settings-with.ts';

const twoPhase = recipeByName('two-phase');
const settings = {
  folds: null,
  startFrom: null,
  recipe: recipeByName('frozen'),
  augments: true,
  augmentation: augmentationPresets.gentle,
  seed: 9,
  runName: 'mine',
};

it("changes the run's recipe, not what was set meanwhile, and keeps seed and name", () => {
  const action = { kind: 'train-with', recipe: null, changes: ['phase2.epochs=60'] } as const;
  const next = settingsWith(action, twoPhase, settings);
  expect(next.recipe.phases.map(({ epochs }) => epochs)).toEqual([30, 60]);
  expect(next).toMatchObject({
    augments: true,
    augmentation: twoPhase.augmentation,
    seed: 9,
    runName: 'mine',
  });
});

it('switches augmentation on at the strength advised', () => {
  const action = { kind: 'train-with', recipe: null, changes: ['augmentation=strong'] } as const;
  expect(settingsWith(action, { ...twoPhase, augmentation: null, copies: 1 }, settings)).toMatchObject({
    augments: true,
    augmentation: augmentationPresets.strong,
  });
});

it('takes another recipe with the pictures and the computing of the run', () => {
  const action = { kind: 'train-with', recipe: 'two-phase', changes: [] } as const;
  const frozen = { ...recipeByName('frozen'), image: { size: 224, fit: 'crop' as const } };
  expect(settingsWith(action, frozen, settings).recipe).toMatchObject({
    name: 'two-phase',
    image: { size: 224, fit: 'crop' },
  });
});
