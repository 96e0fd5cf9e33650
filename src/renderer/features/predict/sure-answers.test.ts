import { describe, expect, it } from 'vitest';
import { trustIn, type TestAnswer } from './sure-answers.ts';

const answers = (count: number, probability: number, right: number): TestAnswer[] =>
  Array.from({ length: count }, (_, index) => ({ probability, right: index < right }));

describe('how far an answer can be trusted', () => {
  const tested = [...answers(200, 0.997, 199), ...answers(40, 0.93, 30), ...answers(5, 0.55, 3)];
  it('is told by answers of the same sureness alone', () => {
    expect(trustIn(0.995, tested)).toEqual({ low: 0.99, high: 1, right: 199, count: 200 });
    expect(trustIn(0.9, tested)).toEqual({ low: 0.9, high: 0.95, right: 30, count: 40 });
  });
  it('counts a certain answer', () => {
    expect(trustIn(1, answers(20, 1, 20))).toEqual({ low: 0.99, high: 1, right: 20, count: 20 });
  });
  it('is not told from a handful', () => {
    expect(trustIn(0.55, tested)).toBeNull();
    expect(trustIn(0.7, tested)).toBeNull();
  });
});
