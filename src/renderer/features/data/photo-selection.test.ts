import { expect, test } from 'vitest';
import { mannerOf, nothingSelected, selectAll, selectPhoto } from './photo-selection.ts';

const keys = { shiftKey: false, ctrlKey: false, metaKey: false };

test('a click chooses one, and another click that one alone', () => {
  const first = selectPhoto(nothingSelected, 4, 'only');
  expect([...selectPhoto(first, 9, 'only').indexes]).toEqual([9]);
});

test('Ctrl adds and takes away', () => {
  const two = selectPhoto(selectPhoto(nothingSelected, 4, 'only'), 7, 'toggle');
  expect([...two.indexes]).toEqual([4, 7]);
  expect([...selectPhoto(two, 4, 'toggle').indexes]).toEqual([7]);
});

test('Shift chooses from the anchor, in either direction, and keeps it', () => {
  const one = selectPhoto(nothingSelected, 5, 'only');
  const down = selectPhoto(one, 8, 'range');
  expect([...down.indexes]).toEqual([5, 6, 7, 8]);
  expect([...selectPhoto(down, 3, 'range').indexes]).toEqual([3, 4, 5]);
  expect([...selectPhoto(nothingSelected, 2, 'range').indexes]).toEqual([2]);
});

test('all are all', () => {
  expect(selectAll(20_000).indexes.size).toBe(20_000);
  expect(selectAll(0).indexes.size).toBe(0);
});

test('keys say the manner', () => {
  expect(mannerOf(keys)).toBe('only');
  expect(mannerOf({ ...keys, metaKey: true })).toBe('toggle');
  expect(mannerOf({ ...keys, ctrlKey: true, shiftKey: true })).toBe('range');
});
