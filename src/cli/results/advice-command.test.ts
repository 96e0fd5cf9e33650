import { expect, it } from 'vitest';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { adviceCommand, type AdvisedRun } from './advice-command.ts';

const of = (changes: string[], layout: 'class-folders' | 'thaw-split' = 'class-folders'): AdvisedRun => ({
  run: 'runs/one',
  config: {
    schemaVersion: 1,
    thawVersion: '0.1.0',
    createdAt: '2026-11-14T10:00:00Z',
    source: { folder: layout === 'thaw-split' ? '/split' : "/my photos/bird's", layout },
    classes: ['a', 'b'],
    seed: 7,
    recipe: recipeByName('two-phase'),
    changes,
    baseWeights: null,
  },
  photos: { folder: "/my photos/bird's", layout },
});

it('quotes what a shell would take apart', () => {
  expect(adviceCommand({ kind: 'split-anew' }, of([]))).toBe(
    "thaw split '/my photos/bird'\\''s' --out '/my photos/split-anew' --check thorough",
  );
});

it('keeps what was set for the run, and splits anew where the photos are', () => {
  const action = { kind: 'train-with', recipe: null, changes: ['phase2.epochs=60'] } as const;
  expect(adviceCommand(action, of(['epochs=30,30'], 'thaw-split'))).toBe(
    'thaw train /split --out runs/one-next --recipe two-phase --seed 7 --set epochs=30,30 --set phase2.epochs=60',
  );
  expect(adviceCommand({ kind: 'check-labels' }, of([], 'thaw-split'))).toBe(
    "thaw check '/my photos/bird'\\''s'",
  );
});

it('drops what another recipe or augmentation replaces', () => {
  const stronger = { kind: 'train-with', recipe: null, changes: ['augmentation=strong'] } as const;
  expect(adviceCommand(stronger, of(['augmentation.zoom=0', 'units=64'], 'thaw-split'))).toContain(
    '--set units=64 --set augmentation=strong',
  );
  const other = { kind: 'train-with', recipe: 'two-phase', changes: [] } as const;
  expect(adviceCommand(other, of(['units=64'], 'thaw-split'))).not.toContain('units');
});

it('has no command for taking photos', () => {
  expect(adviceCommand({ kind: 'add-photos', className: 'a' }, of([]))).toBeNull();
});
