import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import type { Recipe } from '../../../shared/recipe.ts';

/** What every group of a recipe's settings is given. */
export interface RecipeFields {
  readonly settings: ProjectSettings;
  /** The recipe as it was published, for its values. */
  readonly published: Recipe;
  readonly onchange: (settings: ProjectSettings) => void;
}
