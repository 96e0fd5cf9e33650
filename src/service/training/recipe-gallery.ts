import { describeNetwork } from '../../engine/models/describe-network.ts';
import { hasWeights } from '../../shared/weight-parts.ts';
import type { RecipeCard } from '../../shared/app/recipe-view.ts';
import type { ProjectSettings } from '../../shared/app/project-settings.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { chooseRecipe } from '../../shared/recipes/choose-recipe.ts';
import { recipeNames } from '../../shared/recipes/catalogue.ts';
import type { SplitFile } from '../../shared/run-files.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { estimateSpeeds, type TimedRecipe } from './estimate-speeds.ts';
import { planNetwork } from './plan-view.ts';
import { recipeOfSettings } from '../../shared/recipes/recipe-of-settings.ts';

export interface GalleryParts {
  readonly settings: ProjectSettings;
  /** null: not split yet. */
  readonly split: SplitFile | null;
  /** What the device was timed at; null: never. */
  readonly speedsOf: (recipe: Recipe) => Promise<SpeedResult | null>;
}

/** A recipe as it would run with a project's settings; the one in use as it was changed there. */
export function recipeInGallery(settings: ProjectSettings, name: string): Recipe {
  return recipeOfSettings(name === settings.recipe.name ? settings : chooseRecipe(settings, name));
}

/** Every recipe as it would run with a project's settings and photos, nothing cached. */
export async function recipeGallery({
  settings,
  split,
  speedsOf,
}: GalleryParts): Promise<readonly RecipeCard[]> {
  const recipes = recipeNames.map((name) => recipeInGallery(settings, name));
  const timed = await Promise.all(
    [recipeOfSettings(settings), ...recipes].map(async (recipe) => ({
      recipe,
      speeds: await speedsOf(recipe),
    })),
  );
  const known = timed.filter((one): one is TimedRecipe => one.speeds !== null).sort(byPhases)[0] ?? null;
  return recipes.map((recipe, index) => cardOf(recipe, split, timed[index + 1]!.speeds, known));
}

/** One with more phases tells more: what the frozen layers cost, the head, and fine-tuning. */
function byPhases(one: TimedRecipe, other: TimedRecipe): number {
  return other.speeds.phases.length - one.speeds.phases.length;
}

function cardOf(
  recipe: Recipe,
  split: SplitFile | null,
  own: SpeedResult | null,
  known: TimedRecipe | null,
): RecipeCard {
  const common = { recipe: recipe.name, size: recipe.image.size, timed: own !== null };
  try {
    const speeds = own ?? (known && estimateSpeeds(recipe, known));
    const { parameters, bars, seconds } = planNetwork(recipe, split, speeds, 1);
    const network = describeNetwork(recipe.network, recipe.image, split?.classes.length ?? 2);
    const depth = network.layers.filter((layer) => hasWeights(layer) && layer.kind !== 'batchNorm').length;
    return { ...common, parameters, depth, bars, seconds, error: null };
  } catch (error) {
    const plain = asThawError(error).toPlain();
    return { ...common, parameters: 0, depth: 0, bars: [], seconds: null, error: plain };
  }
}
