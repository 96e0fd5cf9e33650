import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { SplitFile } from '../../shared/run-files.ts';
import { demoPhotos } from './demo-photos.ts';

it('takes the first test photos of every class, wherever they lie', () => {
  const photo = (path: string, classIndex: number, part: 'train' | 'test') => ({
    path,
    classIndex,
    part,
    sha256: '',
    bytes: 1,
  });
  const elsewhere = resolve('/elsewhere/d.jpg');
  const split: SplitFile = {
    schemaVersion: 1,
    folder: resolve('/photos'),
    layout: 'class-folders',
    seed: 7,
    classes: ['cats', 'dogs'],
    photos: [
      photo('cats/a.jpg', 0, 'train'),
      photo('cats/b.jpg', 0, 'test'),
      photo('cats/c.jpg', 0, 'test'),
      photo(elsewhere, 1, 'test'),
    ],
  };
  expect(demoPhotos(split, 1)).toEqual([join(split.folder, 'cats/b.jpg'), elsewhere]);
});
