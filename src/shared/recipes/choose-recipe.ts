import type { ProjectSettings } from '../app/project-settings.ts';
import type { Recipe } from '../recipe.ts';
import { sameAugmentation } from './augmentation-presets.ts';
import { recipeByName, recipeNames } from './catalogue.ts';
import { standardAugmentation } from './parts.ts';

/**
 * Takes another recipe: its network, phases, copies and augmentation. What is not the recipe's own stays (fit, early
 * stopping, class weights, backend, precision, seed and name), and so do the photos' size and the augmentation where
 * a person changed them. Throws `unknown-recipe`.
 */
export function chooseRecipe(settings: ProjectSettings, name: string): ProjectSettings {
  const chosen = recipeByName(name);
  const { recipe, augmentation } = settings;
  const before = recipeNames.includes(recipe.name) ? recipeByName(recipe.name) : null;
  const size = before?.image.size === recipe.image.size ? chosen.image.size : recipe.image.size;
  const { earlyStoppingPatience, classWeights, backend, precision } = recipe;
  const { stored } = chosen.image;
  const image = { fit: recipe.image.fit, size, ...(stored === undefined ? {} : { stored }) };
  return {
    ...settings,
    recipe: { ...chosen, image, earlyStoppingPatience, classWeights, backend, precision },
    augments: chosen.augmentation !== null,
    augmentation: sameAugmentation(augmentation, usualAugmentation(before))
      ? usualAugmentation(chosen)
      : augmentation,
  };
}

/** The settings with every value as the catalogue has it for the recipe of this name; seed, folds and name stay. */
export function restoreRecipe(settings: ProjectSettings): ProjectSettings {
  const recipe = recipeByName(settings.recipe.name);
  const augmentation = usualAugmentation(recipe);
  return { ...settings, recipe, augments: recipe.augmentation !== null, augmentation };
}

/** A recipe's own; Standard where it has none or there is no recipe. */
function usualAugmentation(recipe: Recipe | null): ProjectSettings['augmentation'] {
  return recipe?.augmentation ?? standardAugmentation;
}
