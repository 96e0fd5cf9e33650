import { expect, it } from 'vitest';
import type { RunComparison } from '../../shared/job-results/evaluation-results.ts';
import { cliWords } from '../../shared/messages/en/cli.ts';
import { textStyle } from '../terminal/text-style.ts';
import { comparisonLines } from './comparison-lines.ts';

const comparison: RunComparison = {
  run: '/a',
  against: '/b',
  count: 150,
  bothRight: 135,
  onlyFirstRight: 12,
  onlySecondRight: 3,
  leftOut: 0,
  pValue: 0.035,
};
const lines = (changed: Partial<RunComparison>): string[] =>
  comparisonLines({ ...comparison, ...changed }, { words: cliWords, style: textStyle(false, {}) });

it('says in plain words what a comparison is worth', () => {
  expect(lines({})).toEqual([
    'Compared with /b',
    '  On 150 test photos that both were measured on: 12 right by this run alone, 3 by the other alone.',
    '  This run is better; by chance that would be rare (p = 0.035).',
  ]);
  expect(lines({ leftOut: 1, pValue: 0.6 }).slice(2)).toEqual([
    '  1 test photo of only one of them is left out.',
    '  The difference may be chance (p = 0.600).',
  ]);
  expect(lines({ onlyFirstRight: 0, onlySecondRight: 0, pValue: 1 }).at(-1)).toBe(
    '  No photo is answered differently.',
  );
});
