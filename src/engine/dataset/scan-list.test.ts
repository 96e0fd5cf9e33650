import { writeFile } from 'node:fs/promises';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentContext } from '../job/job-context.ts';
import { makeTree, temporaryFolder } from './fixtures/make-tree.ts';
import { scanForTraining, splitForTraining } from './load-dataset.ts';
import { scanDataset } from './scan-dataset.ts';
import { scanList } from './scan-list.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  await makeTree(folder, { 'cats/1.png': 1, 'cats/my cat 2.png': 2, 'dogs/1.png': 3, 'mixed/a.png': 4 });
});
afterEach(() => remove());

async function scanLines(...lines: readonly string[]) {
  await writeFile(join(folder, 'list.txt'), lines.join('\n'));
  return scanDataset(join(folder, 'list.txt'), silentContext);
}

test('reads paths with spaces, tabs, Windows line ends, blank lines and a byte order mark', async () => {
  const { layout, photos, classes, skipped } = await scanLines(
    '\uFEFFcats/1.png 0\r',
    'cats/my cat 2.png\t0',
    '',
    'dogs/1.png   1  ',
  );
  expect({ layout, classes, skipped }).toEqual({ layout: 'list', classes: ['cats', 'dogs'], skipped: [] });
  expect(photos.map(({ path, classIndex }) => [path, classIndex])).toEqual([
    ['cats/1.png', 0],
    ['cats/my cat 2.png', 0],
    ['dogs/1.png', 1],
  ]);
});

test('labels name the classes where folders do not, or do not in the order of the labels', async () => {
  expect((await scanLines('cats/1.png 1', 'dogs/1.png 0')).classes).toEqual(['0', '1']);
  expect((await scanLines('cats/1.png 0', 'mixed/a.png 0', 'dogs/1.png 1')).classes).toEqual(['0', '1']);
  const eleven = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [`mixed/${index}.png`, 100 + index]),
  );
  await makeTree(folder, eleven);
  const { classes, photos } = await scanLines(
    ...Object.keys(eleven).map((path, label) => `${path} ${label}`),
  );
  expect(classes).toEqual(['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10']);
  expect(photos.find(({ path }) => path === 'mixed/10.png')?.classIndex).toBe(10);
});

test('takes whole paths, and follows links wherever they lead', async () => {
  const other = await temporaryFolder();
  await makeTree(other.path, { 'away.png': 50 });
  await symlink(join(other.path, 'away.png'), join(folder, 'linked.png'));
  const { photos } = await scanLines(`${join(other.path, 'away.png')} 0`, 'linked.png 1');
  expect(photos.map(({ path }) => path)).toEqual([join(other.path, 'away.png'), 'linked.png']);
  await other.remove();
});

test('reports what is missing or no photo', async () => {
  await symlink('gone', join(folder, 'broken.png'));
  await makeTree(folder, { 'note.txt': 'only words in here' });
  const { skipped, photos } = await scanLines(
    'cats/1.png 0',
    'cats/9.png 0',
    'dogs/1.png 1',
    'note.txt 1',
    'broken.png 1',
    'cats 1',
  );
  expect(photos).toHaveLength(2);
  expect(skipped.map(({ path, reason }) => [path, reason])).toEqual([
    ['broken.png', 'broken-link'],
    ['cats', 'unreadable'],
    ['cats/9.png', 'missing'],
    ['note.txt', 'not-an-image'],
  ]);
});

test.each([
  [['cats/1.png 0', 'dogs/1.png'], { line: 2, expected: 'path-and-label' }],
  [['cats/1.png 0', '', 'dogs/1.png one'], { line: 3, text: 'dogs/1.png one' }],
  [['cats/1.png -1', 'dogs/1.png 0'], { line: 1, expected: 'path-and-label' }],
  [['cats/1.png 0.5'], { line: 1 }],
  [['7'], { line: 1 }],
  [['cats/1.png 0', 'dogs/1.png 1', 'cats/1.png 1'], { line: 3, expected: 'new-path' }],
  [['', ' '], { line: 1, expected: 'path-and-label' }],
])('%j has an invalid line', async (lines, facts) => {
  await expect(scanLines(...lines)).rejects.toMatchObject({ code: 'list-line-invalid', facts });
});

test.each([
  [['cats/1.png 1', 'dogs/1.png 2'], { expected: 0, found: [1, 2] }],
  [['cats/1.png 0', 'dogs/1.png 2'], { expected: 1, found: [0, 2] }],
])('%j has labels with a gap', async (lines, facts) => {
  await expect(scanLines(...lines)).rejects.toMatchObject({ code: 'list-labels-not-consecutive', facts });
});

test('a list whose photos are all missing says where they were looked for', async () => {
  await expect(scanLines('x/1.png 0', 'y/1.png 1')).rejects.toMatchObject({
    code: 'list-photos-missing',
    facts: { folder, count: 2 },
  });
});

test('a file that is no text is no list', async () => {
  await writeFile(join(folder, 'list.bin'), Buffer.from([0, 1, 2, 3]));
  await expect(scanDataset(join(folder, 'list.bin'), silentContext)).rejects.toMatchObject({
    code: 'not-a-folder',
  });
  await writeFile(join(folder, 'latin.txt'), Buffer.from([0x63, 0xe9, 0x20, 0x30]));
  await expect(scanDataset(join(folder, 'latin.txt'), silentContext)).rejects.toMatchObject({
    code: 'list-line-invalid',
    facts: { expected: 'text' },
  });
});

test('lists of other parts make a split, wherever they lie', async () => {
  const other = await temporaryFolder();
  await makeTree(other.path, { 'away.png': 50, 'off.png': 51 });
  await writeFile(join(other.path, 'test.txt'), 'away.png 0\noff.png 1');
  await writeFile(join(folder, 'train.txt'), 'cats/1.png 0\ndogs/1.png 1');
  await writeFile(join(folder, 'val.txt'), 'cats/my cat 2.png 0\nmixed/a.png 1');
  const lists = { validation: join(folder, 'val.txt'), test: join(other.path, 'test.txt') };
  const { photos, folder: home } = await scanList(join(folder, 'train.txt'), silentContext, {}, lists);
  expect(home).toBe(folder);
  expect(photos.map(({ path, classIndex, part }) => [path, classIndex, part]).sort()).toEqual(
    [
      ['cats/1.png', 0, 'train'],
      ['cats/my cat 2.png', 0, 'validation'],
      ['dogs/1.png', 1, 'train'],
      ['mixed/a.png', 1, 'validation'],
      [join(other.path, 'away.png'), 0, 'test'],
      [join(other.path, 'off.png'), 1, 'test'],
    ].sort(),
  );
  const split = await splitForTraining(
    await scanForTraining(join(folder, 'train.txt'), 7, { size: 32, fit: 'stretch' }, silentContext, lists),
    7,
    { size: 32, fit: 'stretch' },
    silentContext,
  );
  expect(split.photos.filter(({ part }) => part === 'train')).toHaveLength(2);
  await other.remove();
});

test('a photo is on one list alone', async () => {
  await writeFile(join(folder, 'train.txt'), 'cats/1.png 0\ndogs/1.png 1');
  await writeFile(join(folder, 'val.txt'), './cats/1.png 0\nmixed/a.png 1');
  const lists = { validation: join(folder, 'val.txt') };
  await expect(scanList(join(folder, 'train.txt'), silentContext, {}, lists)).rejects.toMatchObject({
    code: 'list-line-invalid',
    facts: { file: join(folder, 'val.txt'), line: 1, expected: 'new-path' },
  });
});
