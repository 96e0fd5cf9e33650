import { expect, it } from 'vitest';
import type { ProjectSettings } from '../../shared/app/project-settings.ts';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName, recipeNames } from '../../shared/recipes/catalogue.ts';
import { madeProject, madeSplit } from './fixtures/made-project.ts';
import { recipeGallery, recipeInGallery } from './recipe-gallery.ts';
import { measuredSpeeds } from './fixtures/measured-speeds.ts';

const twoPhase = recipeByName('two-phase');

function settingsWith(...changes: readonly string[]): ProjectSettings {
  const { settings } = madeProject('/made').file;
  return { ...settings, recipe: applySettings(twoPhase, changes), augments: false };
}

/** Only the recipe of this name was timed here. */
const gallery = (settings: ProjectSettings, timed: string | null) =>
  recipeGallery({
    settings,
    split: madeSplit('/made', { train: 400, validation: 50, test: 50 }),
    speedsOf: ({ name }) => Promise.resolve(name === timed ? measuredSpeeds : null),
  });

it('has a card of every recipe, with a time measured here or worked out from one that was', async () => {
  const cards = await gallery(settingsWith(), 'two-phase');
  expect(cards.map(({ recipe }) => recipe)).toEqual(recipeNames);
  for (const { recipe, timed, seconds, error } of cards) {
    expect(timed).toBe(recipe === 'two-phase');
    if (error === null) expect(seconds).toBeGreaterThan(0);
  }
  expect(cards.filter(({ error }) => error === null).length).toBeGreaterThan(10);
});

it('tells no time where nothing was timed here', async () => {
  const cards = await gallery(settingsWith(), null);
  expect(cards.every(({ seconds, timed }) => seconds === null && !timed)).toBe(true);
});

it('shows the recipe in use as it was changed, and the others as they are', async () => {
  const settings = settingsWith('base=resnet50', 'units=32', 'epochs=3,2');
  expect(recipeInGallery(settings, 'two-phase').network).toMatchObject({ base: 'resnet50', units: 32 });
  expect(recipeInGallery(settings, 'frozen').network).toEqual(recipeByName('frozen').network);
  const [changed, usual] = await Promise.all([
    gallery(settings, 'two-phase'),
    gallery(settingsWith(), 'two-phase'),
  ]);
  const card = (cards: typeof usual) => cards.find(({ recipe }) => recipe === 'two-phase')!;
  expect(card(changed).depth).toBeGreaterThan(card(usual).depth);
  expect(card(changed).seconds).toBeLessThan(card(usual).seconds!);
});
