import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobEvent } from '../../shared/job-events.ts';
import { silentContext } from '../job/job-context.ts';
import { asOrdinaryUser, canBeOrdinaryUser } from './fixtures/as-ordinary-user.ts';
import { classTree, makeTree, snapshot, temporaryFolder, tinyPhoto } from './fixtures/make-tree.ts';
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
const paths = async (path = folder) => (await scan(path)).photos.map((photo) => photo.path);

describe('a tree of class folders', () => {
  test('gives classes and photos in order, with hash and size', async () => {
    await makeTree(folder, { 'dogs/b.png': 1, 'dogs/a.png': 2, 'cats/z.png': 3 });
    const { classes, photos, skipped, layout, seed, misnamed } = await scan();
    expect(classes).toEqual(['cats', 'dogs']);
    expect(photos.map(({ path, classIndex }) => [path, classIndex])).toEqual([
      ['cats/z.png', 0],
      ['dogs/a.png', 1],
      ['dogs/b.png', 1],
    ]);
    const content = await readFile(join(folder, 'cats/z.png'));
    expect(photos[0]).toEqual({
      path: 'cats/z.png',
      classIndex: 0,
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
      part: null,
    });
    expect({ skipped, layout, seed, misnamed }).toEqual({
      skipped: [],
      layout: 'class-folders',
      seed: null,
      misnamed: [],
    });
  });

  test('says of each thing it leaves out why', async () => {
    const photo = await tinyPhoto(9, 'jpeg');
    await makeTree(folder, {
      ...classTree(['cats', 'dogs'], 2),
      '.DS_Store': 'x',
      'cats/.hidden.png': 5,
      'cats/Thumbs.db': 'x',
      '__MACOSX/cats/._0.png': 'x',
      '.git/config': 'x',
      'README.txt': 'x',
      'cats/notes.txt': 'some text, long enough',
      'cats/text.jpg': 'this is text, not a picture at all',
      'cats/empty.png': '',
      'cats/half.jpg': photo.subarray(0, photo.length - 40),
      'cats/photo.dat': photo,
      'cats/kittens/1.png': 6,
      'cats/kittens/deep/2.png': 7,
      'birds/readme.md': 'no photos here',
    });
    await mkdir(join(folder, 'fish'));
    await symlink(join(folder, 'gone.png'), join(folder, 'cats/broken.png'));
    await symlink('loop.png', join(folder, 'cats/loop.png'));
    await symlink(process.execPath, join(folder, 'cats/outside.png'));
    await symlink('..', join(folder, 'up'));
    await symlink('cats', join(folder, 'felines'));
    const { classes, skipped } = await scan();
    expect(classes).toEqual(['cats', 'dogs']);
    expect(Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      '.DS_Store': 'hidden',
      '.git': 'hidden',
      'README.txt': 'outside-class-folder',
      __MACOSX: 'system-folder',
      birds: 'empty-class',
      'birds/readme.md': 'not-an-image',
      'cats/.hidden.png': 'hidden',
      'cats/Thumbs.db': 'hidden',
      'cats/broken.png': 'broken-link',
      'cats/empty.png': 'empty-file',
      'cats/half.jpg': 'damaged',
      'cats/kittens': 'nested-folder',
      'cats/loop.png': 'link-loop',
      'cats/notes.txt': 'not-an-image',
      'cats/outside.png': 'link-outside',
      'cats/photo.dat': 'wrong-extension',
      'cats/text.jpg': 'not-an-image',
      felines: 'link-loop',
      fish: 'empty-class',
      up: 'link-outside',
    });
    expect(skipped.find(({ path }) => path === 'cats/kittens')?.detail).toBe('2 files');
    expect(new Set(skipped.map(({ path }) => path)).size).toBe(skipped.length);
  });

  test('a link to the folder itself is a loop, one to a photo inside is a photo', async () => {
    await makeTree(folder, { ...classTree(['cats', 'dogs'], 1), '.store/1.png': 77 });
    await symlink('../.store/1.png', join(folder, 'cats/linked.png'));
    await symlink(folder, join(folder, 'cats/again'));
    expect(await paths()).toContain('cats/linked.png');
    expect(await reasons()).toEqual({ '.store': 'hidden', 'cats/again': 'link-loop' });
  });

  test('uses a PNG named .jpg, and says so', async () => {
    await makeTree(folder, {
      ...classTree(['cats', 'dogs'], 1),
      'cats/x.jpg': 5,
      'cats/y.JPEG': await tinyPhoto(6, 'jpeg'),
    });
    const { photos, misnamed, skipped } = await scan();
    expect(photos.map(({ path }) => path)).toContain('cats/x.jpg');
    expect({ misnamed, skipped }).toEqual({ misnamed: [{ path: 'cats/x.jpg', type: 'png' }], skipped: [] });
  });

  test.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    await makeTree(folder, classTree(['cats', 'dogs'], 1));
    const program = 'mkfifo';
    execFileSync(program, [join(folder, 'cats/pipe.png')]);
    expect(await reasons()).toEqual({ 'cats/pipe.png': 'unreadable' });
  });

  test('takes any name: spaces, quotes, emoji, line breaks, and both Unicode forms of one class', async () => {
    const composed = 'caf\u00e9';
    const decomposed = 'cafe\u0301';
    const odd = [
      'a b.png',
      `"q' $(x) \`y\`.png`,
      '\u{1F431} \u732B.png',
      'line\nbreak.png',
      '-rf.png',
      '%20#?.png',
    ];
    await makeTree(folder, {
      [`train/${composed}/1.png`]: 1,
      [`validation/${decomposed}/2.png`]: 2,
      'train/\u732B/1.png': 3,
      'validation/\u732B/2.png': 4,
      ...Object.fromEntries(odd.map((name, index) => [`train/${composed}/${name}`, 10 + index])),
    });
    const { classes, photos } = await scan();
    expect(classes).toEqual([composed, '\u732B']);
    for (const { path } of photos) await expect(readFile(join(folder, path))).resolves.toBeDefined();
    expect(photos.filter(({ classIndex }) => classIndex === 0)).toHaveLength(2 + odd.length);
  });

  test('goes one level deeper where a single folder wraps the classes', async () => {
    await makeTree(folder, classTree(['animals/cats', 'animals/dogs'], 1));
    expect(await paths()).toEqual(['animals/cats/0.png', 'animals/dogs/0.png']);
    expect((await scan()).classes).toEqual(['cats', 'dogs']);
  });

  test('a class may be called train', async () => {
    await makeTree(folder, classTree(['train', 'plane', 'test'], 1));
    expect(await scan()).toMatchObject({ layout: 'class-folders', classes: ['plane', 'test', 'train'] });
  });

  test('works as well where nothing may be written, and writes nothing', async () => {
    await makeTree(folder, classTree(['cats', 'dogs'], 3));
    const before = await snapshot(folder);
    for (const path of ['cats', 'dogs', '.']) await chmod(join(folder, path), 0o555);
    try {
      const readOnly = await asOrdinaryUser(async () => {
        // Proves that the folder refuses this user, where the system has users at all.
        if (canBeOrdinaryUser)
          await expect(writeFile(join(folder, 'cats/new'), '')).rejects.toThrow('EACCES');
        return scan();
      });
      expect(readOnly.photos).toHaveLength(6);
    } finally {
      for (const path of ['.', 'cats', 'dogs']) await chmod(join(folder, path), 0o755);
    }
    expect(await snapshot(folder)).toEqual(before);
  });

  // Windows has no user to change to, and ignores these permissions.
  test.skipIf(!canBeOrdinaryUser)('reports what may not be read', async () => {
    await makeTree(folder, classTree(['cats', 'dogs', 'birds'], 2));
    await chmod(join(folder, 'cats/0.png'), 0);
    await chmod(join(folder, 'birds'), 0);
    await chmod(folder, 0o755);
    const { skipped, classes } = await asOrdinaryUser(() => scan());
    expect(classes).toEqual(['cats', 'dogs']);
    expect(skipped).toEqual([
      { path: 'birds', reason: 'unreadable', detail: 'EACCES' },
      { path: 'birds', reason: 'empty-class', detail: '0 files, 0 photos' },
      { path: 'cats/0.png', reason: 'unreadable', detail: 'EACCES' },
    ]);
    await chmod(folder, 0);
    await expect(asOrdinaryUser(() => scan())).rejects.toMatchObject({ code: 'permission-denied' });
    await chmod(folder, 0o755);
    await chmod(join(folder, 'birds'), 0o755);
  });
});

describe('what is no data set', () => {
  test('is refused with its own error', async () => {
    await expect(scan(join(folder, 'none'))).rejects.toMatchObject({ code: 'folder-not-found' });
    await expect(scan()).rejects.toMatchObject({ code: 'no-classes', facts: { photosAtTop: 0 } });
    await makeTree(folder, { 'a.png': 1, 'b.png': 2 });
    await expect(scan()).rejects.toMatchObject({ code: 'no-classes', facts: { folder, photosAtTop: 2 } });
    await expect(scan(join(folder, 'a.png'))).rejects.toMatchObject({ code: 'not-a-folder' });
    await makeTree(folder, { 'cats/broken.png': 'no photo in any class' });
    await expect(scan()).rejects.toMatchObject({ code: 'no-classes' });
  });

  test('a loop of links in place of the folder', async () => {
    await symlink('loop', join(folder, 'loop'));
    await expect(scan(join(folder, 'loop'))).rejects.toMatchObject({ code: 'folder-not-found' });
  });
});

test('hard links are photos like any other', async () => {
  await makeTree(folder, classTree(['cats', 'dogs'], 1));
  await link(join(folder, 'cats/0.png'), join(folder, 'cats/same.png'));
  const { photos } = await scan();
  expect(photos[0]!.sha256).toBe(photos[1]!.sha256);
});

test('announces its stage and counts to the end', async () => {
  await makeTree(folder, classTree(['cats', 'dogs'], 5));
  const events: JobEvent[] = [];
  await scanDataset(folder, { ...silentContext, report: (event) => events.push(event) });
  expect(events[0]).toEqual({ kind: 'stage', stage: 'scanning', total: 10, unit: 'files' });
  expect(events.at(-1)).toMatchObject({ kind: 'progress', stage: 'scanning', done: 10, total: 10 });
});

test('stops when cancelled', async () => {
  await makeTree(folder, classTree(['cats', 'dogs'], 20));
  const controller = new AbortController();
  const events: JobEvent[] = [];
  const report = (event: JobEvent) => {
    events.push(event);
    if (event.kind === 'stage') controller.abort();
  };
  await expect(
    scanDataset(folder, {
      ...silentContext,
      signal: controller.signal,
      report,
    }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(events.some(({ kind }) => kind === 'progress')).toBe(false);
});
