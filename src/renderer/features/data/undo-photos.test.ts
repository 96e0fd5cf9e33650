import { expect, test } from 'vitest';
import type { PhotoView } from '../../../shared/app/project-view.ts';
import { undoOf } from './undo-photos.ts';

function photo(path: string, change: Partial<PhotoView> = {}): PhotoView {
  return {
    path,
    className: 'cats',
    part: 'train',
    bytes: 1,
    width: 1,
    height: 1,
    version: null,
    state: { kind: 'used' },
    relabelledFrom: null,
    sameAs: [],
    ...change,
  };
}

test('what was left out already stays out', () => {
  const photos = [photo('a'), photo('b', { state: { kind: 'left-out' } })];
  expect(undoOf(photos, { kind: 'leave-out' })).toEqual([{ paths: ['a'], change: { kind: 'take-in' } }]);
  expect(undoOf(photos, { kind: 'take-in' })).toEqual([{ paths: ['b'], change: { kind: 'leave-out' } }]);
});

test('a photo gets the label back that it had, its folder’s or another one', () => {
  const photos = [
    photo('a'),
    photo('b', { className: 'dogs', relabelledFrom: 'cats' }),
    photo('c'),
    photo('d', { className: 'cows', relabelledFrom: 'cats' }),
  ];
  expect(undoOf(photos, { kind: 'relabel', className: 'birds' })).toEqual([
    { paths: ['a', 'c'], change: { kind: 'relabel', className: null } },
    { paths: ['b'], change: { kind: 'relabel', className: 'dogs' } },
    { paths: ['d'], change: { kind: 'relabel', className: 'cows' } },
  ]);
});
