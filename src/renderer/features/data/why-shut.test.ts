import { expect, test } from 'vitest';
import type { ClassView, ProjectView } from '../../../shared/app/project-view.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import { standardAugmentation } from '../../../shared/recipes/parts.ts';
import { whyShut } from './why-shut.ts';

const counts = { train: 30, validation: 10, test: 10 };
const entry = (name: string): ClassView => ({ name, folders: [name], excluded: false, photos: 50, counts });

const ready: ProjectView = {
  check: { running: null, error: null, last: null },
  id: 'p',
  name: 'pets',
  folder: '/p',
  source: { kind: 'folder', folder: '/photos', layout: 'class-folders', missing: false },
  reading: { kind: 'read' },
  photos: 100,
  classes: [entry('cats'), entry('dogs')],
  split: {
    spec: { kind: 'ratio', train: 60, validation: 20, test: 20 },
    seed: 1,
    given: false,
    counts: { train: 60, validation: 20, test: 20 },
    groups: { rule: null, finding: false, error: null, found: null },
    error: null,
    written: null,
    writing: null,
    writingError: null,
  },
  findings: [{ kind: 'balanced' }],
  settings: {
    recipe: recipeByName('two-phase'),
    augments: true,
    augmentation: standardAugmentation,
    seed: 1,
    folds: null,
    startFrom: null,
    runName: '',
  },
  runs: [],
  activeRun: null,
  resultsSeen: false,
};

test('a project that is read and split goes on to training', () => {
  expect(whyShut(ready, 'en')).toBeNull();
});

test.each<[string, Partial<ProjectView>, string]>([
  ['is read', { reading: { kind: 'reading', done: 1, total: 2 } }, 'The photos are still being read.'],
  [
    'has lost its folder',
    { source: { ...ready.source, missing: true } },
    'The folder is not there any more.',
  ],
  [
    'holds no class folders',
    { reading: { kind: 'failed', error: { code: 'no-classes', facts: {} } } },
    'Training needs at least two classes.',
  ],
  [
    'has one class in use',
    { classes: [entry('cats'), { ...entry('dogs'), excluded: true }] },
    'Training needs at least two classes.',
  ],
  [
    'has a class that is too small',
    { findings: [{ kind: 'class-too-small', className: 'dogs', count: 6, needed: 10 }] },
    '"dogs" has too few photos. Training needs 10 in each class.',
  ],
  [
    'cannot be split',
    { split: { ...ready.split, error: { code: 'class-too-small', facts: {} } } },
    'The photos cannot be split like this.',
  ],
])('a project that %s says why not', (_, change, says) => {
  expect(whyShut({ ...ready, ...change }, 'en')).toBe(says);
});
