import { expect, test } from 'vitest';
import { isThawError, type ThawError } from './errors/thaw-error.ts';
import { parseCount, parseRatio } from './parse-split-spec.ts';

const errorOf = (work: () => unknown): ThawError => {
  try {
    work();
  } catch (error) {
    if (isThawError(error)) return error;
  }
  throw new Error('no ThawError');
};

test('reads ratios that sum to 100, also with spaces, fractions and a part of 0', () => {
  expect(parseRatio('70,15,15')).toEqual({ kind: 'ratio', train: 70, validation: 15, test: 15 });
  expect(parseRatio(' 75, 0 ,25')).toEqual({ kind: 'ratio', train: 75, validation: 0, test: 25 });
  expect(parseRatio('33.34,33.33,33.33').train).toBe(33.34);
});

test.each([
  '',
  '70',
  '70,30',
  '70,15,15,0',
  'a,b,c',
  '70,15,',
  '70,15,-15',
  '1e2,0,0',
  '70;15;15',
  'NaN,1,2',
])('refuses the ratio "%s"', (text) => {
  expect(errorOf(() => parseRatio(text))).toMatchObject({
    code: 'split-spec-invalid',
    facts: { text, expected: 'ratio' },
  });
});

test('says what a ratio sums to when it is not 100', () => {
  expect(errorOf(() => parseRatio('70,15,10'))).toMatchObject({
    code: 'split-sum-invalid',
    facts: { sum: 95 },
  });
});

test('needs photos for training', () => {
  const facts = { expected: 'train-above-zero' };
  expect(errorOf(() => parseRatio('0,50,50'))).toMatchObject({ code: 'split-spec-invalid', facts });
  expect(errorOf(() => parseCount('0,50,50'))).toMatchObject({ code: 'split-spec-invalid', facts });
});

test('reads counts, and rest for training only', () => {
  expect(parseCount('1000,500,500')).toEqual({ kind: 'count', train: 1000, validation: 500, test: 500 });
  expect(parseCount('rest, 100,0')).toEqual({ kind: 'count', train: 'rest', validation: 100, test: 0 });
  expect(parseCount('REST,100,0').train).toBe('rest');
});

test.each(['100,rest,0', '1.5,2,3', '1,2', '-1,2,3', 'rest', '1,2,3,4', '', '10000000000,1,1'])(
  'refuses the count "%s"',
  (text) => {
    expect(errorOf(() => parseCount(text))).toMatchObject({
      code: 'split-spec-invalid',
      facts: { text, expected: 'count' },
    });
  },
);
