import { ThawError } from '../errors/thaw-error.ts';
import type { Recipe } from '../recipe.ts';
import { alexnetRecipes } from './alexnet.ts';
import { digitsRecipes } from './digits.ts';
import { linearSvmRecipe } from './linear-svm.ts';
import { tutorialRecipes } from './tutorial.ts';
import { vggScratchRecipes } from './vgg-scratch.ts';
import { wholeNetworkRecipes } from './whole-network.ts';

/** Every recipe, in the order in which they are shown. */
const recipes: readonly Recipe[] = [
  ...tutorialRecipes,
  linearSvmRecipe,
  ...wholeNetworkRecipes,
  ...digitsRecipes,
  ...alexnetRecipes,
  ...vggScratchRecipes,
];

export const recipeNames: readonly string[] = recipes.map((recipe) => recipe.name);
export const defaultRecipeName = 'two-phase';

/** The recipe of this name. Throws `unknown-recipe`. */
export function recipeByName(name: string): Recipe {
  const found = recipes.find((recipe) => recipe.name === name);
  if (!found) throw new ThawError('unknown-recipe', { recipe: name, known: recipeNames });
  return found;
}
