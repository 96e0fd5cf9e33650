import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../shared/run-files.ts';
import { cliWords as english } from '../../shared/messages/en/cli.ts';
import { cliWords as chinese } from '../../shared/messages/zh-CN/cli.ts';
import { textStyle } from '../terminal/text-style.ts';
import { evaluationLines } from './evaluation-lines.ts';

const style = textStyle(false, {});
const evaluation: Evaluation = {
  count: 50,
  correct: 47,
  accuracy: 0.94,
  loss: 0.1234,
  confusionMatrix: [
    [24, 1],
    [2, 23],
  ],
  perClass: [
    { className: 'cats', support: 25, precision: 0.923, recall: 0.96, f1: 0.941 },
    { className: 'dogs', support: 25, precision: 0.958, recall: 0.92, f1: null },
  ],
};
const lines = (part: 'test' | 'validation', given: Evaluation = evaluation): string[] =>
  evaluationLines(part, given, { language: 'en', words: english, style }).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

describe('evaluationLines', () => {
  it('shows accuracy with its doubt, the matrix and the scores', () => {
    expect(lines('test')).toEqual([
      'Test photos',
      '  Accuracy  94 % (84-98, n = 50)',
      '  Loss  0.123',
      '  Only 50 test photos: 47 of 50 right. On new photos like these, expect between 84 and 98 % (95 % confidence).',
      '',
      '  Confusion matrix  said cats  said dogs',
      '  are cats                 24          1',
      '  are dogs                  2         23',
      '',
      '  Class  Precision  Recall     F1  Photos',
      '  cats        92 %    96 %  0.941      25',
      '  dogs        96 %    92 %      -      25',
    ]);
  });

  it('promises nothing from the validation photos', () => {
    expect(lines('validation').join('\n')).not.toContain('expect');
  });

  it('keeps columns in Chinese', () => {
    const chineseLines = evaluationLines('test', evaluation, { language: 'zh-CN', words: chinese, style });
    expect(chineseLines.join('\n')).toContain('只有 50 张测试照片：50 张中答对 47 张。');
  });
});
