import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentContext } from '../job/job-context.ts';
import { makeTree, temporaryFolder } from './fixtures/make-tree.ts';
import { scanDataset } from './scan-dataset.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

const scan = (path = folder) => scanDataset(path, silentContext);
const reasons = async () =>
  Object.fromEntries((await scan()).skipped.map(({ path, reason }) => [path, reason]));

const tree = (...names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name, index) => [
      [`${name}/cats/1.png`, 2 * index + 1],
      [`${name}/dogs/1.png`, 2 * index + 2],
    ]),
  );
const partsOf = async () => [...new Set((await scan()).photos.map(({ part }) => part))].sort();

test.each([
  [
    ['train', 'validation', 'test'],
    ['test', 'train', 'validation'],
  ],
  [
    ['Train', 'VAL'],
    ['train', 'validation'],
  ],
  [
    ['training', 'valid', 'testing'],
    ['test', 'train', 'validation'],
  ],
  [
    ['train', 'test'],
    ['test', 'train'],
  ],
  [
    ['cats_dogs/train', 'cats_dogs/validation'],
    ['train', 'validation'],
  ],
  [
    ['training/training', 'validation/validation'],
    ['train', 'validation'],
  ],
  [
    ['wrap/Training/training', 'wrap/test/Test'],
    ['test', 'train'],
  ],
])('%j is recognised', async (names, expected) => {
  await makeTree(folder, tree(...names));
  expect(await scan()).toMatchObject({ layout: 'split-folders', classes: ['cats', 'dogs'], skipped: [] });
  expect(await partsOf()).toEqual(expected);
});

test('what is beside the parts is reported', async () => {
  await makeTree(folder, {
    ...tree('train', 'test'),
    'other/x.txt': 'x',
    'train/readme.txt': 'x',
    'sample.csv': 'x',
  });
  expect(await reasons()).toEqual({
    other: 'outside-class-folder',
    'sample.csv': 'outside-class-folder',
    'train/readme.txt': 'outside-class-folder',
  });
});

test('a test folder without class folders is reported file by file', async () => {
  await makeTree(folder, { ...tree('train'), 'test/1.png': 50, 'test/2.png': 51 });
  expect(await partsOf()).toEqual(['train']);
  expect(await reasons()).toEqual({
    'test/1.png': 'outside-class-folder',
    'test/2.png': 'outside-class-folder',
  });
});

test('parts without class folders are no classes of their own', async () => {
  await makeTree(folder, { 'train/cat.1.png': 1, 'train/dog.1.png': 2, 'test/1.png': 3 });
  await expect(scan()).rejects.toMatchObject({ code: 'no-classes', facts: { photosAtTop: 1 } });
});

test('two folders for one part, and two split sets, are not guessed about', async () => {
  await makeTree(folder, tree('a/train', 'a/val', 'a/validation'));
  await expect(scan(join(folder, 'a'))).rejects.toMatchObject({
    code: 'split-parts-ambiguous',
    facts: { part: 'validation', found: ['val', 'validation'] },
  });
  await remove();
  await makeTree(folder, tree('a/train', 'a/val', 'b/train', 'b/val'));
  await expect(scan()).rejects.toMatchObject({ code: 'several-datasets', facts: { found: ['a', 'b'] } });
});
