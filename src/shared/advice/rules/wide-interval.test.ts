import { describe, expect, it } from 'vitest';
import { factsOf, goodFacts, madeEvaluation, measuredBy, twoClasses } from '../fixtures/made-facts.ts';
import { wideInterval } from './wide-interval.ts';

describe('a wide interval', () => {
  it('says how many photos would do', () => {
    const found = wideInterval(
      goodFacts(
        factsOf([
          [18, 2],
          [2, 18],
        ]),
      ),
    )[0];
    expect(found).toMatchObject({ score: { correct: 36, count: 40 }, photos: 340 });
    expect(found!.needed).toBeGreaterThan(900);
  });

  it('is not one of 5 points to either side, nor one of validation', () => {
    expect(wideInterval(goodFacts())).toEqual([]);
    expect(
      wideInterval(
        goodFacts(
          measuredBy(
            madeEvaluation(
              [
                [4, 1],
                [0, 5],
              ],
              twoClasses,
            ),
            'validation',
          ),
        ),
      ),
    ).toEqual([]);
  });
});
