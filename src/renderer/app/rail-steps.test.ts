import { describe, expect, it } from 'vitest';
import { steps } from '../shared/app.ts';
import { projectView, runSummary } from './fixtures/project-view.ts';
import { bestRun, missingFor, railStep } from './rail-steps.ts';

const nb = '\u00a0';

describe('the steps of the rail', () => {
  it('lock the results until something is trained', () => {
    const project = projectView();
    expect(steps.filter((step) => missingFor(step, project) === 'training')).toEqual([
      'results',
      'predict',
      'export',
    ]);
    expect(railStep('results', project, null, 'en')).toEqual({
      fact: 'After training',
      state: 'locked',
      share: null,
    });
    expect(missingFor('results', projectView({ runs: [runSummary()] }))).toBeNull();
    expect(missingFor('results', projectView({ runs: [runSummary({ state: 'failed' })] }))).toBe('training');
  });

  it('lock augmenting and training until there are photos', () => {
    const project = projectView({ photos: 0, reading: { kind: 'reading', done: 0, total: null } });
    expect(missingFor('augment', project)).toBe('photos');
    expect(railStep('train', project, null, 'en').state).toBe('locked');
    expect(railStep('data', project, null, 'en')).toEqual({
      fact: 'Reading, 0',
      state: 'running',
      share: null,
    });
  });

  it('take no photos for a failure where a model was opened alone', () => {
    const error = { code: 'no-classes', facts: { folder: '/photos' } } as const;
    const empty = { photos: 0, reading: { kind: 'failed', error } } as const;
    expect(railStep('data', projectView(empty), null, 'en').state).toBe('look');
    expect(railStep('data', projectView({ ...empty, runs: [runSummary()] }), null, 'en')).toEqual({
      fact: 'No photos yet',
      state: 'none',
      share: null,
    });
  });

  it('tell how far the reading is', () => {
    const project = projectView({ reading: { kind: 'reading', done: 1000, total: 4000 } });
    expect(railStep('data', project, null, 'en')).toEqual({
      fact: 'Reading, 1,000 of 4,000',
      state: 'running',
      share: 0.25,
    });
    expect(railStep('train', project, null, 'en').fact).toBe('After the photos');
  });

  it('say what is worth a look', () => {
    expect(railStep('data', projectView(), null, 'en').state).toBe('done');
    const findings = [{ kind: 'unreadable', count: 4 }] as const;
    expect(railStep('data', projectView({ findings }), null, 'en')).toEqual({
      fact: '400 photos, 2 classes',
      state: 'look',
      share: null,
    });
  });

  it('show the training that runs, waits or ended', () => {
    const training = runSummary({ state: 'training', epochs: 58, score: null, seconds: null });
    const running = projectView({ runs: [training], activeRun: training.run });
    expect(railStep('train', running, null, 'en')).toEqual({
      fact: 'Epoch 58 of 90',
      state: 'running',
      share: 58 / 90,
    });
    expect(railStep('train', running, null, 'zh-CN').fact).toBe('第 58 轮，共 90 轮');
    const paused = projectView({ runs: [{ ...training, state: 'paused' }], activeRun: training.run });
    expect(railStep('train', paused, null, 'en').fact).toBe('Paused after epoch 58');
    const folds = { of: 5, measured: 1 };
    const crossValidation = projectView({ runs: [{ ...training, folds }], activeRun: training.run });
    expect(railStep('train', crossValidation, null, 'en').fact).toBe('Fold 2 of 5');
    const pausedFold = { ...training, folds, state: 'paused' } as const;
    const resting = projectView({ runs: [pausedFold], activeRun: training.run });
    expect(railStep('train', resting, null, 'en').fact).toBe('Paused in fold 2 of 5');
    const done = projectView({ runs: [runSummary()] });
    expect(railStep('train', done, null, 'en').fact).toBe(`90 epochs, 3${nb}min 52${nb}s`);
  });

  it('show the score of the chosen run, else of the newest finished one', () => {
    const older = runSummary({ run: 'run-0', score: { correct: 100, count: 200 } });
    const project = projectView({
      runs: [runSummary({ run: 'run-2', state: 'failed' }), runSummary(), older],
    });
    expect(bestRun(project)?.run).toBe('run-1');
    expect(railStep('results', project, null, 'en').fact).toBe(`97.0${nb}% right`);
    expect(railStep('results', project, 'run-0', 'en').fact).toBe(`50.0${nb}% right`);
    expect(railStep('results', { ...project, runs: [runSummary({ score: null })] }, null, 'en').fact).toBe(
      'No test photos',
    );
  });

  it('count the changes that are on', () => {
    const project = projectView();
    expect(railStep('augment', project, null, 'en').fact).toBe('5 changes on');
    const off = { ...project, settings: { ...project.settings, augments: false } };
    expect(railStep('augment', off, null, 'en').fact).toBe('Off');
  });
});
