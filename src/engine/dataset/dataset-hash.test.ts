import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { datasetHash } from './dataset-hash.ts';

const photo = (sha256: string, classIndex: number, part: 'train' | 'test', path = 'x') => ({
  path,
  sha256,
  bytes: 1,
  classIndex,
  part,
});
const classes = ['cats', 'dogs'];

it('is of contents, parts and classes alone', () => {
  const photos = [photo('bb', 1, 'test'), photo('aa', 0, 'train')];
  const expected = createHash('sha256').update('aa train cats\nbb test dogs\n').digest('hex');
  expect(datasetHash({ classes, photos })).toBe(expected);
  const moved = [photo('aa', 0, 'train', 'elsewhere'), photo('bb', 1, 'test', 'y')];
  expect(datasetHash({ classes, photos: moved })).toBe(expected);
  expect(datasetHash({ classes, photos: [photo('aa', 0, 'test'), photos[0]!] })).not.toBe(expected);
});
