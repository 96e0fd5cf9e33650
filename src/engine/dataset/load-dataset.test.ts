import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parts } from '../../shared/dataset.ts';
import { silentContext } from '../job/job-context.ts';
import { applySplit } from './apply-split.ts';
import { classTree, makeTree, temporaryFolder } from './fixtures/make-tree.ts';
import { scanForTraining, splitForTraining } from './load-dataset.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset } from './scan-dataset.ts';

let home: string;
let photos: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: home, remove } = await temporaryFolder());
  photos = join(home, 'photos');
});
afterEach(() => remove());

const image = { size: 48, fit: 'stretch' } as const;
const load = async (folder = photos, seed = 7) => {
  const scanned = await scanForTraining(folder, seed, image, silentContext);
  const dataset = await splitForTraining(scanned, seed, image, silentContext);
  return { dataset, skipped: scanned.skipped };
};
const countsOf = async (folder = photos) => {
  const { dataset } = await load(folder);
  return parts.map((part) => dataset.photos.filter((photo) => photo.part === part).length);
};

test('splits a class tree and a list 70, 15, 15 by the seed', async () => {
  await makeTree(photos, classTree(['cats', 'dogs'], 20));
  expect(await countsOf()).toEqual([28, 6, 6]);
  const { dataset } = await load();
  expect(dataset).toMatchObject({ layout: 'class-folders', seed: 7, folder: photos });
  expect((await load()).dataset).toEqual(dataset);
  expect((await load(photos, 8)).dataset.photos).not.toEqual(dataset.photos);
  const list = dataset.photos.map(({ path, classIndex }) => `${path} ${classIndex}`).reverse();
  await writeFile(join(photos, 'list.txt'), list.join('\n'));
  expect((await load(join(photos, 'list.txt'))).dataset).toEqual({ ...dataset, layout: 'list' });
});

test.each([
  [
    ['train', 'validation', 'test'],
    [4, 4, 4],
  ],
  [
    ['train', 'validation'],
    [4, 4, 0],
  ],
  [
    ['train', 'test'],
    [4, 0, 4],
  ],
  [['train'], [4, 0, 0]],
])('takes a split tree with %j as it is', async (names, counts) => {
  await makeTree(
    photos,
    classTree(
      names.flatMap((name) => [`${name}/cats`, `${name}/dogs`]),
      2,
    ),
  );
  expect(await countsOf()).toEqual(counts);
  expect((await load()).dataset).toMatchObject({
    layout: 'split-folders',
    seed: null,
    classes: ['cats', 'dogs'],
  });
});

test('needs a training part, two classes, and the same classes everywhere', async () => {
  await makeTree(photos, classTree(['val/cats', 'val/dogs', 'test/cats', 'test/dogs'], 1));
  await expect(load()).rejects.toMatchObject({ code: 'no-training-part' });
  await makeTree(photos, classTree(['train/cats'], 1));
  await expect(load()).rejects.toMatchObject({ code: 'classes-differ-between-parts' });
  await rm(photos, { recursive: true });
  await makeTree(photos, classTree(['train/cats', 'train/dogs', 'test/cats', 'test/Dogs', 'test/birds'], 1));
  await expect(load()).rejects.toMatchObject({
    code: 'classes-differ-between-parts',
    facts: { part: 'test', missing: ['dogs'], extra: ['Dogs', 'birds'] },
  });
  await rm(photos, { recursive: true });
  await makeTree(photos, { ...classTree(['cats'], 5), 'dogs/broken.png': 'no photo at all, only words' });
  await expect(load()).rejects.toMatchObject({ code: 'one-class-only', facts: { className: 'cats' } });
  await makeTree(photos, classTree(['dogs'], 2));
  await expect(load()).rejects.toMatchObject({
    code: 'class-too-small',
    facts: { className: 'dogs', count: 2, needed: 3 },
  });
});

test('passes on what was left out', async () => {
  await makeTree(photos, { ...classTree(['cats', 'dogs'], 3), 'cats/empty.png': '' });
  expect((await load()).skipped).toEqual([
    { path: 'cats/empty.png', reason: 'empty-file', detail: '0 bytes' },
  ]);
});

test('takes the list of a split at its word: seed and parts, but checks every file', async () => {
  await makeTree(photos, classTree(['cats', 'dogs'], 6));
  const out = join(home, 'out');
  const plan = planSplit(
    await scanDataset(photos, silentContext),
    { kind: 'ratio', train: 50, validation: 25, test: 25 },
    3,
  );
  await applySplit(plan, out, 'list', silentContext);
  expect((await load(out, 99)).dataset).toEqual({ ...plan, layout: 'thaw-split' });
  expect((await load(join(out, 'split.json'), 99)).dataset).toEqual({ ...plan, layout: 'thaw-split' });

  await rm(join(photos, 'cats/0.png'));
  const { dataset, skipped } = await load(out);
  expect(dataset.photos).toHaveLength(11);
  expect(skipped).toEqual([{ path: 'cats/0.png', reason: 'missing', detail: 'ENOENT' }]);

  await writeFile(join(photos, 'cats/1.png'), await readFile(join(photos, 'cats/2.png')));
  await expect(load(out)).rejects.toMatchObject({
    code: 'split-source-changed',
    facts: { file: join(photos, 'cats/1.png') },
  });

  await rename(photos, join(home, 'moved'));
  await expect(load(out)).rejects.toMatchObject({ code: 'folder-not-found', facts: { folder: photos } });
});

test('a split file that is damaged, newer or not ours', async () => {
  await makeTree(photos, classTree(['cats', 'dogs'], 4));
  const file = join(photos, 'split.json');
  await writeFile(file, '{"rows": [1, 2]}');
  expect((await load()).dataset.layout).toBe('class-folders');
  await writeFile(file, '{"schemaVersion": 1, "photos": [');
  await expect(load()).rejects.toMatchObject({ code: 'split-file-damaged', facts: { file } });
  await writeFile(file, '{"schemaVersion": 1, "photos": []}');
  await expect(load()).rejects.toMatchObject({ code: 'split-file-damaged' });
  await writeFile(file, '{"schemaVersion": 2, "photos": {}}');
  await expect(load()).rejects.toMatchObject({ code: 'split-from-newer-version', facts: { version: 2 } });
  const photo = { path: 'cats/0.png', sha256: 'x', bytes: 1, classIndex: 5, part: 'train' };
  const whole = {
    schemaVersion: 1,
    folder: '.',
    layout: 'class-folders',
    seed: 1,
    classes: ['a', 'b'],
    photos: [photo],
  };
  await writeFile(file, JSON.stringify(whole));
  await expect(load()).rejects.toMatchObject({
    code: 'split-file-damaged',
    facts: { detail: 'classIndex 5 of cats/0.png' },
  });
});
