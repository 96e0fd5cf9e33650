import { beforeEach, expect, it, vi } from 'vitest';
import type { AdviceAction } from '../../../shared/advice/advice.ts';
import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import { augmentationPresets } from '../../../shared/recipes/augmentation-presets.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import type { App, Place, Toast } from '../../shared/app.ts';
import { followAdvice } from './follow-advice.ts';
import { resultsWords } from './words/index.ts';

const settings: ProjectSettings = {
  recipe: recipeByName('two-phase'),
  augments: true,
  augmentation: augmentationPresets.standard,
  seed: 7,
  folds: null,
  startFrom: null,
  runName: '',
};
const project = { id: 'pets', findings: [], settings };
const recipe = { ...recipeByName('frozen'), copies: 2 };
let saved: ProjectSettings[];
let places: Place[];
let toasts: Toast[];
beforeEach(() => {
  saved = [];
  places = [];
  toasts = [];
});

const app = {
  client: {
    projects: {
      setSettings: {
        mutate: ({ settings }: { settings: ProjectSettings }) => Promise.resolve(saved.push(settings)),
      },
    },
  },
  go: (place: Place) => places.push(place),
  toast: (toast: Toast) => toasts.push(toast),
} as unknown as App;
const ways = { showMistakes: vi.fn(), showSurest: vi.fn() };

const follow = (action: AdviceAction): Promise<void> =>
  followAdvice(action, { app, project, recipe }, ways, resultsWords.en.advice);

it('sets cross-validation of the run’s own recipe, leads to training, and can take it back', async () => {
  await follow({ kind: 'cross-validate' });
  expect(saved[0]).toMatchObject({ folds: 5, recipe: { name: 'frozen', copies: 2 } });
  expect(places).toMatchObject([{ step: 'train', run: null }]);
  toasts[0]!.action!.run();
  expect(saved[1]).toEqual(project.settings);
});

it('leads to the photos, the mistakes or the surest one', async () => {
  await follow({ kind: 'add-photos', className: 'cats' });
  expect(places).toMatchObject([{ step: 'data', show: 'class:cats' }]);
  await follow({ kind: 'look-at-mistakes', className: 'cats', answer: null });
  expect(ways.showMistakes).toHaveBeenCalledWith({ className: 'cats', answer: null });
  await follow({ kind: 'look-at-photo', path: 'cats/1.jpg' });
  expect(ways.showSurest).toHaveBeenCalledOnce();
  expect(saved).toEqual([]);
});
