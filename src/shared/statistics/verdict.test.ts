import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

describe('verdictOf', () => {
  it.each([
    ['better', 12, 3, 0.035],
    ['worse', 3, 12, 0.035],
    ['unclear', 5, 3, 0.73],
    ['unclear', 4, 4, 1],
    ['same', 0, 0, 1],
  ] as const)('says %s of %i against %i', (verdict, onlyFirstRight, onlySecondRight, pValue) => {
    expect(verdictOf({ onlyFirstRight, onlySecondRight }, pValue)).toBe(verdict);
  });
});
