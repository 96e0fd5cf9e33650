import { describe, expect, it } from 'vitest';
import type { RunState, RunSummary } from '../../../shared/app/run-view.ts';
import { modelToUse, runToShow } from './choose-run.ts';

const run = (name: string, state: RunState, folds: RunSummary['folds'] = null): RunSummary => ({
  run: name,
  name,
  recipe: 'frozen',
  folds,
  kind: 'frozen',
  state,
  epochs: 1,
  epochsPlanned: 1,
  score: null,
  createdAt: '2026-11-14T10:00:00Z',
  seconds: null,
});
const runs = [run('new', 'training'), run('middle', 'finished'), run('old', 'finished')];

describe('which run is shown', () => {
  it('is the one asked for, finished or not', () => {
    expect(runToShow(runs, 'new')?.run).toBe('new');
    expect(runToShow(runs, 'old')?.run).toBe('old');
  });
  it('is else the newest finished one, and the newest where none is', () => {
    expect(runToShow(runs, 'gone')?.run).toBe('middle');
    expect(runToShow([runs[0]!], null)?.run).toBe('new');
    expect(runToShow([], null)).toBeNull();
  });
  it('is for a model never an unfinished one', () => {
    expect(modelToUse(runs, 'new')?.run).toBe('middle');
    expect(modelToUse([runs[0]!], 'new')).toBeNull();
  });
  it('is for a model never a cross-validation, which has none', () => {
    const crossValidation = run('folds', 'finished', { of: 5, measured: 5 });
    expect(runToShow([crossValidation, ...runs], null)?.run).toBe('folds');
    expect(modelToUse([crossValidation, ...runs], 'folds')?.run).toBe('middle');
    expect(modelToUse([crossValidation], 'folds')).toBeNull();
  });
});
