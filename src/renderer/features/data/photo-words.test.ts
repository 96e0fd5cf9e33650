import { expect, test } from 'vitest';
import type { PhotoView } from '../../../shared/app/project-view.ts';
import { describePhoto, fileName, photoFacts, skippedCsv } from './photo-words.ts';

const photo: PhotoView = {
  path: 'cats/old/cat.1.jpg',
  className: 'cats',
  part: 'test',
  bytes: 29_300,
  width: 500,
  height: 374,
  version: 'abc',
  state: { kind: 'used' },
  relabelledFrom: null,
  sameAs: [],
};

test('a thumbnail is described by class, file and part', () => {
  expect(describePhoto(photo, 'en')).toBe('cats, cat.1.jpg, Test');
  expect(describePhoto({ ...photo, part: null }, 'zh-CN')).toBe('cats，cat.1.jpg');
  expect(describePhoto({ ...photo, state: { kind: 'left-out' } }, 'en')).toBe('cats, cat.1.jpg, left out');
  expect(fileName('a.jpg')).toBe('a.jpg');
});

test('facts are pixels and bytes, or bytes alone', () => {
  expect(photoFacts(photo, 'en')).toBe('500 × 374 px, 29.3\u00a0kB');
  expect(photoFacts({ ...photo, width: null }, 'en')).toBe('29.3\u00a0kB');
});

test('the list of left-out files opens in a spreadsheet', () => {
  const csv = skippedCsv([{ path: 'cats/a "b",c.jpg', reason: 'empty-file', detail: '' }], 'en');
  expect(csv).toBe('\ufeff"File","Why",""\r\n"cats/a ""b"",c.jpg","empty file",""\r\n');
});
