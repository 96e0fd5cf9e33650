import type { ProjectSettings } from '../app/project-settings.ts';
import type { Recipe } from '../recipe.ts';

/** The recipe that the next run of a project trains. */
export function recipeOfSettings({ recipe, augments, augmentation }: ProjectSettings): Recipe {
  return { ...recipe, augmentation: augments ? augmentation : null };
}
