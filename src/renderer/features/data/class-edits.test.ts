import { expect, test } from 'vitest';
import type { ClassView } from '../../../shared/app/project-view.ts';
import { mayTakeApart, merged, nameFault, renamed, takenApart, withExcluded } from './class-edits.ts';

const counts = { train: 0, validation: 0, test: 0 };
const entry = (name: string, folders = [name]): ClassView => ({
  name,
  folders,
  excluded: false,
  photos: 1,
  counts,
});
const classes = [entry('cats', ['cats', 'kittens']), entry('dogs'), entry('birds')];

test('a rename keeps the folders', () => {
  expect(renamed(classes, 'cats', 'felines')[0]).toEqual({
    name: 'felines',
    folders: ['cats', 'kittens'],
    excluded: false,
  });
});

test('a merge puts the folders under one name', () => {
  expect(merged(classes, 'birds', 'dogs').map(({ name, folders }) => [name, folders])).toEqual([
    ['cats', ['cats', 'kittens']],
    ['dogs', ['dogs', 'birds']],
  ]);
});

test('taken apart, each folder is a class again, unless its name is taken', () => {
  expect(takenApart(classes, 'cats').map(({ name }) => name)).toEqual(['cats', 'kittens', 'dogs', 'birds']);
  expect(mayTakeApart(classes, classes[0]!)).toBe(true);
  expect(mayTakeApart(classes, classes[1]!)).toBe(false);
  expect(
    mayTakeApart(
      [entry('pets', ['cats', 'dogs']), entry('cats', ['kittens'])],
      entry('pets', ['cats', 'dogs']),
    ),
  ).toBe(false);
});

test('leaving out changes one class', () => {
  expect(withExcluded(classes, 'dogs', true).map(({ excluded }) => excluded)).toEqual([false, true, false]);
});

test('names are checked', () => {
  expect(nameFault(classes, 'cats', ' ')).toBe('empty');
  expect(nameFault(classes, 'cats', 'dogs')).toBe('taken');
  expect(nameFault(classes, 'cats', 'cats')).toBeNull();
  expect(nameFault(classes, 'cats', 'Dogs')).toBeNull();
});
