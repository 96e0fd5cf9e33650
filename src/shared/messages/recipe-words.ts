import type { Language } from './language.ts';
import { recipeWords as english, type RecipeWords } from './en/recipe-words.ts';
import { recipeWords as chinese } from './zh-CN/recipe-words.ts';

/** By the recipe's name. */
export const recipeWords: Readonly<Record<Language, Readonly<Record<string, RecipeWords>>>> = {
  en: english,
  'zh-CN': chinese,
};

/** What people call a recipe; one without words has its own name. */
export function recipeTitle(name: string, language: Language): string {
  return recipeWords[language][name]?.title ?? name;
}
