import type { AdviceAction } from '../../../shared/advice/advice.ts';
import { applySettings } from '../../../shared/apply-settings.ts';
import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import type { Recipe } from '../../../shared/recipe.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';

/**
 * The settings of the next run where advice about a run is followed: that run's recipe with the change, or another recipe that
 * sees, computes and stops as the run's did. What else was set for the next run stays.
 */
export function settingsWith(
  { recipe: other, changes }: Extract<AdviceAction, { kind: 'train-with' }>,
  ofRun: Recipe,
  settings: ProjectSettings,
): ProjectSettings {
  const { image, earlyStoppingPatience, classWeights, backend, precision } = ofRun;
  const base =
    other === null
      ? ofRun
      : { ...recipeByName(other), image, earlyStoppingPatience, classWeights, backend, precision };
  const recipe = applySettings(base, changes);
  return {
    ...settings,
    recipe,
    augments: recipe.augmentation !== null,
    augmentation: recipe.augmentation ?? settings.augmentation,
  };
}
