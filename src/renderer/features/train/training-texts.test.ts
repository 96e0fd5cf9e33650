import { describe, expect, it } from 'vitest';
import type { TrainingView } from '../../../shared/app/run-view.ts';
import type { EpochEvent, Notice } from '../../../shared/job-events.ts';
import { aboutTime } from './about-time.ts';
import { announcement } from './announce-epochs.ts';
import { compactCount } from './compact-count.ts';
import { noticeText } from './notice-texts.ts';
import { doingOf, restingText } from './run-heading.ts';
import { shownRun } from './shown-run.ts';
import { withEpoch } from './with-epoch.ts';
import { trainWords } from './words/index.ts';

const words = trainWords.en;
const epoch = (number: number, best = false): EpochEvent => ({
  kind: 'epoch',
  phase: 'head',
  epoch: number,
  phaseEpoch: number,
  phaseEpochs: 30,
  training: { loss: 0.2, accuracy: 0.9 },
  validation: { loss: 0.1, accuracy: 0.967 },
  learningRate: 2e-5,
  seconds: 1,
  photosPerSecond: 100,
  best,
});

describe('aboutTime', () => {
  it.each([
    [3, '5\u00a0s'],
    [54, '55\u00a0s'],
    [95, '2\u00a0min'],
    [232, '4\u00a0min'],
    [9500, '2\u00a0h 30\u00a0min'],
  ])('%s s is about %s', (seconds, text) => {
    expect(aboutTime(seconds, 'en')).toBe(text);
  });
});

describe('compactCount', () => {
  it('is short in both languages', () => {
    expect(compactCount(2_097_665, 'en')).toBe('2.1\u00a0M');
    expect(compactCount(16_812_353, 'zh-CN')).toBe('1681.2\u00a0万');
    expect(compactCount(950, 'en')).toBe('950');
  });
});

describe('announcement', () => {
  it('tells each tenth epoch and a new best one, and nothing else', () => {
    expect(announcement([epoch(8), epoch(9)], 1000, words)).toBeNull();
    expect(announcement([epoch(10)], 1000, words)).toBe('Epoch 10, 96.7\u00a0% on validation.');
    expect(announcement([epoch(11, true), epoch(12)], 1000, words)).toBe(
      'New best, epoch 11, 96.7\u00a0% on validation.',
    );
    expect(announcement([], 1000, words)).toBeNull();
  });
});

describe('withEpoch', () => {
  it('appends, and lets an epoch that is trained again take the place of what came before', () => {
    expect(withEpoch([epoch(1)], epoch(2)).map((one) => one.epoch)).toEqual([1, 2]);
    expect(withEpoch([epoch(1), epoch(2), epoch(3)], epoch(2, true))).toEqual([epoch(1), epoch(2, true)]);
  });
});

describe('shownRun', () => {
  const run = (name: string, state: 'failed' | 'finished' | 'training') => ({ run: name, state }) as never;
  const nothing = { followed: null, asked: null, left: [] };

  it('is the one at work, then the one followed here', () => {
    expect(shownRun({ activeRun: 'a', runs: [run('a', 'training')] }, { ...nothing, followed: 'b' })).toBe(
      'a',
    );
    expect(shownRun({ activeRun: null, runs: [run('a', 'finished')] }, { ...nothing, followed: 'a' })).toBe(
      'a',
    );
  });

  it('is a newest run that failed, until it is left; never a finished one', () => {
    const project = { activeRun: null, runs: [run('b', 'failed'), run('a', 'finished')] };
    expect(shownRun(project, nothing)).toBe('b');
    expect(shownRun(project, { ...nothing, left: ['b'] })).toBeNull();
    expect(shownRun(project, { ...nothing, asked: 'a', left: ['b'] })).toBeNull();
    expect(shownRun({ activeRun: null, runs: [] }, nothing)).toBeNull();
  });
});

describe('the title', () => {
  const view = { state: 'running', stage: 'training', epoch: 3 } as TrainingView;
  it('says the doing', () => {
    const block5 = { kind: 'from-block', block: 5 } as const;
    expect(doingOf(view, block5, words)).toBe('Tuning block 5');
    expect(doingOf(view, { kind: 'head' }, words)).toBe('Training the head');
    expect(doingOf({ ...view, stage: 'reading-photos' }, block5, words)).toBe('Reading photos');
    expect(doingOf({ ...view, stage: 'evaluating' }, block5, words)).toBe('Measuring on the test photos');
    expect(doingOf({ ...view, state: 'paused', stage: null }, block5, trainWords['zh-CN'])).toBe('已暂停');
  });
  it('says what is saved while nothing trains', () => {
    expect(restingText(view, words)).toBeNull();
    expect(restingText({ ...view, state: 'failed' }, words)).toContain('Epoch 3 was saved');
  });
});

describe('notices', () => {
  const notices: readonly Notice[] = [
    { code: 'no-validation-part' },
    { code: 'no-test-part' },
    { code: 'class-weights', weights: { cats: 0.5, dogs: 2 } },
    { code: 'slow-backend', backend: 'wasm', remedy: '' },
    { code: 'resumed', epoch: 4 },
    { code: 'fewer-at-once', photos: 10 },
    { code: 'gpu-left', gpu: 'arc a770', reason: 'lost', epoch: 3 },
    { code: 'gpu-left', gpu: 'arc a770', reason: 'memory', epoch: 0 },
    { code: 'gpu-left', gpu: 'arc a770', reason: 'lost', epoch: null },
    { code: 'smaller-pass', photos: 5 },
    { code: 'fewer-workers', processes: 1 },
    { code: 'fitted-to-memory', phase: 'head', photos: 5, batch: 20, needed: 3e9, available: 2e9 },
    { code: 'early-stop', phase: 'head', epoch: 18 },
    { code: 'skipped-files', skipped: [] },
  ];
  it.each(['en', 'zh-CN'] as const)('each has a calm sentence, in %s', (language) => {
    for (const notice of notices) {
      const told = noticeText(notice, trainWords[language], () => 'Frozen base');
      const text = `${told?.title ?? ''} ${told?.text ?? ''}`;
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/!|！|undefined|please|请/i);
    }
  });
  it('what stands elsewhere on the screen is none', () => {
    expect(
      noticeText({ code: 'backend', backend: 'tensorflow', device: 'CPU', precision: 'fp32' }, words, String),
    ).toBeNull();
  });
});
