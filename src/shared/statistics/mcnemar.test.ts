import { describe, expect, it } from 'vitest';
import { mcnemarExact, pairAnswers } from './mcnemar.ts';

const pairs = (onlyFirstRight: number, onlySecondRight: number) => ({
  count: onlyFirstRight + onlySecondRight,
  bothRight: 0,
  onlyFirstRight,
  onlySecondRight,
});

describe('pairAnswers', () => {
  it('counts where two models differ, photo by photo', () => {
    expect(pairAnswers([true, true, false, false], [true, false, true, false])).toEqual({
      count: 4,
      bothRight: 1,
      onlyFirstRight: 1,
      onlySecondRight: 1,
    });
  });

  it('refuses answers to different photos', () => {
    expect(() => pairAnswers([true], [])).toThrow('different photos');
  });
});

describe('mcnemarExact', () => {
  it('gives the two-sided binomial probability', () => {
    expect(mcnemarExact(pairs(1, 5))).toBeCloseTo((2 * (1 + 6)) / 2 ** 6, 12);
    expect(mcnemarExact(pairs(3, 12))).toBeCloseTo((2 * (1 + 15 + 105 + 455)) / 2 ** 15, 12);
    expect(mcnemarExact(pairs(0, 10))).toBeCloseTo(2 / 2 ** 10, 12);
  });

  it('does not depend on which model comes first', () => {
    expect(mcnemarExact(pairs(12, 3))).toBe(mcnemarExact(pairs(3, 12)));
  });

  it('is right for thousands of differing photos', () => {
    // By exact fractions.
    expect(mcnemarExact(pairs(950, 1050))).toBeCloseTo(0.02682414624, 9);
    expect(mcnemarExact(pairs(1400, 1600))).toBeCloseTo(0.000278563961, 9);
  });

  it('finds nothing where the two are even, or never differ', () => {
    expect(mcnemarExact(pairs(4, 4))).toBe(1);
    expect(mcnemarExact(pairs(0, 0))).toBe(1);
  });
});
