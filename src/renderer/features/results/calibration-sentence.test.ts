import { describe, expect, it } from 'vitest';
import { calibrationSentence } from './calibration-sentence.ts';
import { resultsWords } from './words/index.ts';

const words = resultsWords.en.calibration;
const of = (error: number, temperature: number) => ({
  error,
  bins: [],
  before: { error: 0.034, loss: 0.1, bins: [] },
  temperature,
});
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('calibrationSentence', () => {
  it('answers by how far certainty is off, and tells what calibration changed', () => {
    expect(plain(calibrationSentence(of(0.011, 1.4), 1000, words))).toBe(
      'Yes: off by 1.1 % on average after calibration (3.4 % before).',
    );
    expect(plain(calibrationSentence(of(0.07, 1.4), 1000, words))).toMatch(/^Nearly: off by 7.0 %/);
    expect(plain(calibrationSentence(of(0.2, 1.4), 1000, words))).toMatch(/^No: off by 20.0 %/);
  });

  it('does not judge by few photos', () => {
    expect(plain(calibrationSentence(of(0.11, 1.4), 18, words))).toBe(
      '18 photos are too few to tell: off by 11 % on average, which may be chance.',
    );
  });

  it('does not speak of a calibration that changed nothing', () => {
    expect(plain(calibrationSentence(of(0.011, 1), 1000, words))).toBe('Yes: off by 1.1 % on average.');
  });
});
