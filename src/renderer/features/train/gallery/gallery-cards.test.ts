import { expect, it } from 'vitest';
import type { RecipeCard } from '../../../../shared/app/recipe-view.ts';
import { ThawError } from '../../../../shared/errors/thaw-error.ts';
import { recipeNames } from '../../../../shared/recipes/catalogue.ts';
import { groupRecipes } from './recipe-groups.ts';
import { timeWord } from './time-word.ts';
import { galleryWords } from './words/index.ts';

const card = (recipe: string, change: Partial<RecipeCard> = {}): RecipeCard => ({
  recipe,
  size: 150,
  parameters: 1,
  depth: 1,
  bars: [],
  seconds: 240,
  timed: true,
  error: null,
  ...change,
});

it('every recipe stands in one section', () => {
  const groups = groupRecipes(recipeNames.map((name) => card(name)));
  expect(groups.flatMap(({ cards }) => cards.map(({ recipe }) => recipe)).sort()).toEqual(
    [...recipeNames].sort(),
  );
  const groupOf = (name: string) =>
    groups.find(({ cards }) => cards.some(({ recipe }) => recipe === name))?.group;
  expect(['two-phase', 'scratch', 'digits', 'alexnet'].map(groupOf)).toEqual([
    'pretrained',
    'small',
    'small',
    'classic',
  ]);
});

it('leaves out a section without cards', () => {
  expect(groupRecipes([card('alexnet')]).map(({ group }) => group)).toEqual(['classic']);
});

it('a time says whether it was measured here', () => {
  const words = galleryWords.en;
  const told = (change: Partial<RecipeCard>) => timeWord(card('frozen', change), words, 'en');
  expect(told({})).toMatch(/^about 4\smin$/);
  expect(told({ timed: false })).toMatch(/^roughly 4\smin$/);
  expect(told({ seconds: null })).toBe('');
  const error = new ThawError('run-not-found', { run: 'a' }).toPlain();
  expect(told({ error })).toBe(words.cannot);
});
