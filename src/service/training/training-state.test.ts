import { describe, expect, it } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { madeEpoch } from './fixtures/fake-jobs.ts';
import { TrainingState, type TrainingStart } from './training-state.ts';

const recipe = applySettings(recipeByName('two-phase'), [
  'epochs=3,2',
  'earlyStoppingPatience=4',
  'batchSize=20',
]);
const start: TrainingStart = {
  run: 'one',
  recipe,
  folds: null,
  state: 'waiting',
  work: null,
  speeds: null,
  epochs: [],
  secondsBefore: 10,
  error: null,
};
const stage = (name: string) =>
  ({ kind: 'stage', stage: 'training', total: 12, unit: 'steps', detail: name }) as const;

describe('the state of a training', () => {
  it('counts the seconds of its work, not those of its rest', () => {
    let now = 100;
    const state = new TrainingState(start, () => now);
    expect(state.view().secondsSoFar).toBe(10);
    state.become('running');
    now += 5;
    expect(state.view().secondsSoFar).toBe(15);
    state.become('pausing');
    now += 1;
    state.become('paused');
    now += 60;
    expect(state.view()).toMatchObject({ secondsSoFar: 16, stage: null, memoryBytes: null });
  });

  it('follows the phases, and tells steps as photos', () => {
    const state = new TrainingState(start);
    state.become('running');
    expect(state.take(stage('head'))).toBe(true);
    expect(state.take({ kind: 'progress', stage: 'training', done: 4, total: 12, rate: 3 })).toBe(false);
    expect(state.view()).toMatchObject({ phase: 0, done: 4, total: 12, photosPerSecond: 60 });
    state.take(stage('fine-tune'));
    expect(state.view()).toMatchObject({ phase: 1, done: 0, total: 12, photosPerSecond: null });
  });

  it('tells the loss of the last steps, where the recipe asks for it', () => {
    const state = new TrainingState(start);
    expect(state.view().lastStep).toBeNull();
    state.become('running');
    expect(state.take({ kind: 'step', step: 20, loss: 0.7, learningRate: 1e-4 })).toBe(false);
    state.take({ kind: 'step', step: 40, loss: 0.5, learningRate: 1e-4 });
    expect(state.view().lastStep).toEqual({ step: 40, loss: 0.5 });
  });

  it('tells how soon a phase would stop early', () => {
    const state = new TrainingState(start);
    expect(state.view().stopsEarlyIn).toBeNull();
    state.take(madeEpoch(1, 0.5));
    expect(state.view().stopsEarlyIn).toBe(4);
    state.take(madeEpoch(2, 0.6));
    state.take(madeEpoch(3, 0.7));
    expect(state.view()).toMatchObject({ stopsEarlyIn: 2, epoch: 3, learningRate: 1e-4 });
    state.take({ ...madeEpoch(4, 0.9), phaseEpoch: 1 });
    expect(state.view().stopsEarlyIn).toBe(4);
  });

  it('takes an epoch that is told again for the same', () => {
    const state = new TrainingState({ ...start, epochs: [madeEpoch(1), madeEpoch(2)] });
    state.take(madeEpoch(2, 0.3));
    expect(state.epochs.map(({ epoch, training }) => [epoch, training.loss])).toEqual([
      [1, 1],
      [2, 0.3],
    ]);
  });
});
