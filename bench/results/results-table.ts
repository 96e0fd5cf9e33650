import { recipeWords } from '../../src/shared/messages/en/recipe-words.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { wilsonInterval } from '../../src/shared/statistics/wilson-interval.ts';
import { markdownTable } from '../statistics.ts';
import type { RecipeResult } from './train-recipe.ts';

/** Recipes with what came of them, beside what the document they come from has published. */
export function resultsTable(
  results: readonly (readonly [recipe: string, result: RecipeResult | null])[],
): string {
  const head = [
    'recipe',
    'epochs',
    'test accuracy',
    'minutes',
    'of processor',
    'peak memory, MB',
    'published',
  ];
  return markdownTable(
    head,
    results.map(([recipe, result]) => rowOf(recipe, result)),
  );
}

function rowOf(recipe: string, result: RecipeResult | null): readonly string[] {
  // Where the document that the recipe comes from says how to train and not what came of it.
  const published = recipeWords[recipe]?.published ?? 'none given';
  if (!result) return [recipe, 'not run', '', '', '', '', published];
  const { correct, count, epochs, seconds, processorSeconds, peakMemoryBytes } = result;
  const { low, high } = wilsonInterval(correct, count);
  const digits = count < 1000 ? 1 : 2;
  const percent = (share: number): string => (100 * share).toFixed(digits);
  const full = recipeByName(recipe).phases.map((phase) => phase.epochs);
  const length = epochs.join(' + ');
  return [
    recipe,
    full.join(' + ') === length ? length : `${length} of ${full.join(' + ')}`,
    `${percent(correct / count)} % (${percent(low)}-${percent(high)})`,
    (seconds / 60).toFixed(1),
    (processorSeconds / 60).toFixed(1),
    (peakMemoryBytes / 1e6).toFixed(0),
    published,
  ];
}
