import { applySettings } from './apply-settings.ts';
import type { Recipe } from './recipe.ts';

/** A recipe that is asked for, and what was changed against the one that its name stands for. */
export interface AskedRecipe {
  readonly recipe: Recipe;
  readonly changes: readonly string[];
}

/** The same with one more setting, `KEY=VALUE`, on record as a change. Throws what applySettings throws. */
export function withSetting<Asked extends AskedRecipe>(asked: Asked, change: string): Asked {
  return { ...asked, recipe: applySettings(asked.recipe, [change]), changes: [...asked.changes, change] };
}
