import { describe, expect, it } from 'vitest';
import { scoreSentences } from './score-sentences.ts';
import { resultsWords } from './words/index.ts';

const perClass = (cats: number, dogs: number) =>
  [
    { className: 'cats', support: cats },
    { className: 'dogs', support: dogs },
  ].map((each) => ({ ...each, precision: 1, recall: 1, f1: 1 }));
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('what is said of a score', () => {
  it('gives the interval and the baseline', () => {
    const { right, rest } = scoreSentences(
      { correct: 968, count: 1000, perClass: perClass(500, 500) },
      'test',
      resultsWords.en,
    );
    expect(right).toBe('968 of 1,000 right');
    expect(plain(rest)).toBe(
      'On new photos like these, expect between 95.5 and 97.7 % (95 % confidence). Always saying "cats" would score 50.0 %.',
    );
  });
  it('begins with the number of photos where they are few', () => {
    const score = { correct: 54, count: 60, perClass: perClass(20, 40) };
    expect(plain(scoreSentences(score, 'test', resultsWords.en).rest)).toBe(
      'Only 60 test photos: on new photos like these, expect between 80 and 95 % (95 % confidence). Always saying "dogs" would score 67 %.',
    );
    expect(scoreSentences(score, 'test', resultsWords['zh-CN']).rest).toMatch(/^只有 60 张测试照片：/);
  });
  it('promises nothing about new photos from validation', () => {
    const { right, rest } = scoreSentences(
      { correct: 54, count: 60, perClass: perClass(20, 40) },
      'validation',
      resultsWords.en,
    );
    expect(right).toContain('validation');
    expect(rest).not.toContain('expect');
  });
});
