import { describe, expect, it } from 'vitest';
import { factsOf, goodFacts } from '../fixtures/made-facts.ts';
import { noBetterThanOneAnswer } from './no-better-than-one-answer.ts';

describe('no better than one answer', () => {
  it('names the only answer of a model that gives but one', () => {
    const facts = goodFacts(
      factsOf([
        [0, 30],
        [0, 50],
      ]),
    );
    expect(noBetterThanOneAnswer(facts)[0]).toMatchObject({
      onlyAnswer: 'dogs',
      className: 'dogs',
      score: { correct: 50, count: 80 },
      always: { correct: 50, count: 80 },
      action: { kind: 'check-labels' },
    });
  });

  it('asks for more photos where a better model shows nothing yet', () => {
    // 7 of 10: from 40 %.
    const facts = goodFacts(
      factsOf([
        [4, 1],
        [2, 3],
      ]),
    );
    expect(noBetterThanOneAnswer(facts)[0]?.action.kind).toBe('cross-validate');
  });

  it('is silent beyond chance, and of photos of one class alone', () => {
    expect(
      noBetterThanOneAnswer(
        goodFacts(
          factsOf([
            [45, 5],
            [5, 45],
          ]),
        ),
      ),
    ).toEqual([]);
    expect(
      noBetterThanOneAnswer(
        goodFacts(
          factsOf([
            [40, 10],
            [0, 0],
          ]),
        ),
      ),
    ).toEqual([]);
  });
});
