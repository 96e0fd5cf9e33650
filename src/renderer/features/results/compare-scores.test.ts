import { describe, expect, it } from 'vitest';
import { compareScores } from './compare-scores.ts';

describe('two scores', () => {
  const good = { correct: 968, count: 1000 };
  it('differ where their intervals do not touch', () => {
    expect(compareScores(good, { correct: 714, count: 1000 }, true)).toBe('higher');
    expect(compareScores({ correct: 714, count: 1000 }, good, true)).toBe('lower');
  });
  it('do not differ clearly where they touch', () => {
    expect(compareScores(good, { correct: 955, count: 1000 }, true)).toBe('unclear');
  });
  it('are not compared on other photos, nor without a score', () => {
    expect(compareScores(good, { correct: 10, count: 1000 }, false)).toBe('other-photos');
    expect(compareScores(good, null, true)).toBe('not-measured');
  });
});
