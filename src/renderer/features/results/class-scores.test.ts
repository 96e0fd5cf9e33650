import { describe, expect, it } from 'vitest';
import { majorityBaseline, meanScores } from './class-scores.ts';

const scores = (className: string, support: number, value: number | null) => ({
  className,
  support,
  precision: value,
  recall: value,
  f1: value,
});

describe('the baseline', () => {
  it('is the largest class, the first of equals', () => {
    expect(
      majorityBaseline({ perClass: [scores('cats', 5, 1), scores('dogs', 7, 1), scores('elk', 7, 1)] }),
    ).toEqual({
      className: 'dogs',
      count: 7,
    });
  });
  it('is nothing where nothing was measured', () => {
    expect(majorityBaseline({ perClass: [scores('cats', 0, null)] })).toBeNull();
  });
});

describe('the mean over classes', () => {
  it('leaves out classes without a value', () => {
    const mean = meanScores({ perClass: [scores('a', 1, 0.5), scores('b', 9, 1), scores('c', 0, null)] });
    expect(mean).toEqual({ precision: 0.75, recall: 0.75, f1: 0.75 });
  });
  it('is null without any value', () => {
    expect(meanScores({ perClass: [scores('a', 0, null)] }).f1).toBeNull();
  });
});
