import type { Language } from './language.ts';
import { recipeWords as english } from './en/recipe-words.ts';
import { recipeWords as chinese } from './zh-CN/recipe-words.ts';

/** What a recipe is called and what it is good for, in one language. Published figures are the documents', not measured. */
export interface RecipeWords {
  readonly title: string;
  /** Short, for a run's name. */
  readonly name: string;
  /** What it does. */
  readonly sentence: string;
  /** What it teaches, in a line. */
  readonly detail: string;
  /** The document's result and what it was measured on; null: it gives none. */
  readonly published: string | null;
}

/** By the recipe's name. */
export const recipeWords: Readonly<Record<Language, Readonly<Record<string, RecipeWords>>>> = {
  en: english,
  'zh-CN': chinese,
};

/** What people call a recipe; one without words has its own name. */
export function recipeTitle(name: string, language: Language): string {
  return recipeWords[language][name]?.title ?? name;
}
