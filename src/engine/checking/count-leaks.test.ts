import { expect, it } from 'vitest';
import { countLeaks } from './count-leaks.ts';

const photos = [
  { sha256: 'a', part: 'train' },
  { sha256: 'a', part: 'test' },
  { sha256: 'b', part: 'validation' },
  { sha256: 'c', part: 'train' },
  { sha256: 'd', part: 'test' },
  { sha256: 'e', part: 'test' },
  { sha256: 'c', part: null },
] as const;

it('counts the same file in two parts', () => {
  expect(countLeaks(photos, [])).toEqual({
    validation: { photos: 1, leaked: 0 },
    test: { photos: 3, leaked: 1 },
  });
});

it('counts files of one picture, for the test part also those of the validation part', () => {
  expect(countLeaks(photos, [['b', 'c', 'd']])).toEqual({
    validation: { photos: 1, leaked: 1 },
    test: { photos: 3, leaked: 2 },
  });
});
