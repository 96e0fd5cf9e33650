import { expect, test } from 'vitest';
import type { PhotoFilter } from '../../../shared/app/project-view.ts';
import { filterKey, filterOfKey, fitsSegments, isFileList } from './photo-filters.ts';

test('a filter comes back from its key, whatever the class is called', () => {
  const filters: PhotoFilter[] = [
    { kind: 'all' },
    { kind: 'class', className: 'part:train' },
    { kind: 'class', className: 'left-out' },
    { kind: 'part', part: 'validation' },
    { kind: 'to-look-at' },
    { kind: 'finding', finding: 'identical' },
    { kind: 'left-out' },
  ];
  for (const filter of filters) expect(filterOfKey(filterKey(filter))).toEqual(filter);
});

test('segments hold few and short names', () => {
  expect(fitsSegments(['cats', 'dogs'])).toBe(true);
  expect(fitsSegments(['a', 'b', 'c', 'd'])).toBe(false);
  expect(fitsSegments(['a very long name of a class', 'another rather long one'])).toBe(false);
});

test('damaged files are a list', () => {
  expect(isFileList({ kind: 'finding', finding: 'unreadable' })).toBe(true);
  expect(isFileList({ kind: 'finding', finding: 'tiny' })).toBe(false);
  expect(isFileList({ kind: 'to-look-at' })).toBe(false);
});
