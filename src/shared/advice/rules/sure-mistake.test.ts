import { describe, expect, it } from 'vitest';
import type { PhotoAnswer } from '../../run-files.ts';
import { goodFacts, madeEvaluation, twoClasses, measuredBy } from '../fixtures/made-facts.ts';
import { sureMistake } from './sure-mistake.ts';

describe('a sure mistake', () => {
  const answer = (classIndex: number, first: number, path: string): PhotoAnswer => ({
    path,
    classIndex,
    probabilities: [first, 1 - first],
  });
  const bins = [{ low: 0, high: 1, count: 3, confidence: 0.9, accuracy: 0.9 }];
  const calibration = { error: 0.02, bins, before: { error: 0.05, loss: 1, bins }, temperature: 1.6 };
  const evaluation = madeEvaluation(
    [
      [147, 3],
      [4, 146],
    ],
    twoClasses,
    { calibration },
  );
  const answers = [
    ...Array.from({ length: 100 }, (_, index) => answer(0, 0.99, `cats/${index}.jpg`)),
    answer(1, 0.9999, 'dogs/odd.jpg'),
    answer(1, 0.8, 'dogs/hard.jpg'),
  ];

  it('is one that the probabilities all but exclude', () => {
    expect(sureMistake(goodFacts({ ...measuredBy(evaluation), answers }))).toEqual([
      {
        kind: 'sure-mistake',
        path: 'dogs/odd.jpg',
        className: 'dogs',
        answer: 'cats',
        probability: 0.9999,
        expected: expect.closeTo(0.0001, 6) as number,
        action: { kind: 'look-at-photo', path: 'dogs/odd.jpg' },
      },
    ]);
  });

  it('is not one of the few that so many sure answers promise', () => {
    const within = answers.map((one) => (one.path === 'dogs/odd.jpg' ? answer(1, 0.99, one.path) : one));
    expect(sureMistake(goodFacts({ ...measuredBy(evaluation), answers: within }))).toEqual([]);
  });

  it('is not judged by probabilities that nobody calibrated', () => {
    const raw = { ...evaluation, calibration: { ...calibration, temperature: 1 } };
    expect(sureMistake(goodFacts({ ...measuredBy(raw), answers }))).toEqual([]);
    expect(sureMistake(goodFacts({ answers }))).toEqual([]);
  });
});
