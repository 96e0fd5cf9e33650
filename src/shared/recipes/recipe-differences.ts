import { applySettings } from '../apply-settings.ts';
import type { Recipe } from '../recipe.ts';
import { recipeByName, recipeNames } from './catalogue.ts';
import { settingValues, wholeValues } from './setting-values.ts';

/**
 * What differs from the named recipe, as `KEY=VALUE` texts that `applySettings` takes; none for a recipe of a name
 * that is not in the catalogue.
 */
export function changesAgainstNamed(recipe: Recipe): readonly string[] {
  if (!recipeNames.includes(recipe.name)) return [];
  let named = recipeByName(recipe.name);
  const changes: string[] = [];
  // What replaces a whole goes first, as `applySettings` has it: the rest is compared with what it made.
  for (const valuesOf of [wholeValues, settingValues]) {
    const before = new Map(valuesOf(named));
    const found = valuesOf(recipe).flatMap(([key, value]) =>
      before.get(key) === value ? [] : [`${key}=${value ?? 'none'}`],
    );
    named = applySettings(named, found);
    changes.push(...found);
  }
  return changes;
}

/** A value that differs from the named recipe's, as `--set` writes it. */
export interface RecipeDifference {
  /** `imageSize`, `phase1.epochs` */
  readonly key: string;
  /** The recipe's value; `none` where it has no such value. */
  readonly named: string;
  readonly now: string;
}

/** The changes of `changesAgainstNamed`, each beside the value that the recipe has. */
export function recipeDifferences(recipe: Recipe): readonly RecipeDifference[] {
  const changes = changesAgainstNamed(recipe);
  if (changes.length === 0) return [];
  const recipes = recipeByName(recipe.name);
  const named = new Map([...wholeValues(recipes), ...settingValues(recipes)]);
  return changes.map((change) => {
    const at = change.indexOf('=');
    const key = change.slice(0, at);
    return { key, named: String(named.get(key) ?? 'none'), now: change.slice(at + 1) };
  });
}
