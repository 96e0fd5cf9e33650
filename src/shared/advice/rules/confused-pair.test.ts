import { describe, expect, it } from 'vitest';
import { factsOf, goodFacts } from '../fixtures/made-facts.ts';
import { confusedPairs } from './confused-pair.ts';

describe('a confused pair', () => {
  const four = ['oak', 'elm', 'ash', 'fir'];
  const confused = [
    [30, 18, 1, 1],
    [9, 40, 0, 1],
    [1, 1, 47, 1],
    [0, 1, 1, 48],
  ];

  it('is named in its greater direction, with all its numbers', () => {
    expect(confusedPairs(goodFacts(factsOf(confused, four)))).toEqual([
      {
        kind: 'confused-pair',
        className: 'oak',
        answer: 'elm',
        mistakes: 18,
        reverse: 9,
        photos: 100,
        allMistakes: 30,
        action: { kind: 'look-at-mistakes', className: 'oak', answer: 'elm' },
      },
    ]);
  });

  it('is not seen in evenly spread mistakes, in three of three, or in two classes', () => {
    const even = four.map((_, row) => four.map((__, column) => (row === column ? 40 : 4)));
    expect(confusedPairs(goodFacts(factsOf(even, four)))).toEqual([]);
    const three: number[][] = four.map((_, row) => four.map((__, column) => (row === column ? 50 : 0)));
    three[0]![1] = 3;
    expect(confusedPairs(goodFacts(factsOf(three, four)))).toEqual([]);
    expect(
      confusedPairs(
        goodFacts(
          factsOf([
            [30, 20],
            [0, 50],
          ]),
        ),
      ),
    ).toEqual([]);
  });
});
