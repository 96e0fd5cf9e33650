import { describe, expect, it } from 'vitest';
import { factsOf, goodFacts } from '../fixtures/made-facts.ts';
import { oddClass } from './odd-class.ts';

describe('an odd class', () => {
  it('is far worse than the rest, beyond chance', () => {
    expect(
      oddClass(
        goodFacts(
          factsOf([
            [50, 0],
            [20, 30],
          ]),
        ),
      )[0],
    ).toMatchObject({
      className: 'dogs',
      own: { correct: 30, count: 50 },
      others: { correct: 50, count: 50 },
      action: { kind: 'look-at-mistakes', className: 'dogs', answer: null },
    });
  });

  it('is not one of few photos, nor one a little worse', () => {
    expect(
      oddClass(
        goodFacts(
          factsOf([
            [5, 0],
            [2, 3],
          ]),
        ),
      ),
    ).toEqual([]);
    expect(
      oddClass(
        goodFacts(
          factsOf([
            [990, 10],
            [60, 940],
          ]),
        ),
      ),
    ).toEqual([]);
  });
});
