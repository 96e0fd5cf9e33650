import { chmod, mkdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRatio } from '../../shared/parse-split-spec.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import { silentContext } from '../job/job-context.ts';
import { applySplit, resumeSplit, undoSplit } from './apply-split.ts';
import { asOrdinaryUser, canBeOrdinaryUser } from './fixtures/as-ordinary-user.ts';
import { cancelAfter } from './fixtures/cancel-after.ts';
import { classTree, makeTree, snapshot, temporaryFolder } from './fixtures/make-tree.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset } from './scan-dataset.ts';

let home: string;
let source: string;
let out: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: home, remove } = await temporaryFolder());
  source = join(home, 'my photos');
  out = join(home, 'split');
  await makeTree(source, { ...classTree(['cats', 'dogs'], 6), 'cats/notes.txt': 'stays where it is' });
});
afterEach(() => remove());

const plan = async () => planSplit(await scanDataset(source, silentContext), parseRatio('50,25,25'), 7);
const apply = async (mode: 'list' | 'copy' | 'move', to = out) =>
  applySplit(await plan(), to, mode, silentContext);
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
describe('as a list', () => {
  test('writes the split file only, and reads back as the same data set', async () => {
    const before = await snapshot(source);
    const dataset = await plan();
    await applySplit(dataset, out, 'list', silentContext);
    expect(Object.keys(await snapshot(out))).toEqual(['split.json']);
    expect(await snapshot(source)).toEqual(before);
    const file = splitFileSchema.parse(JSON.parse(await readFile(join(out, 'split.json'), 'utf8')));
    expect(file).toMatchObject({
      folder: source,
      seed: 7,
      classes: ['cats', 'dogs'],
      layout: 'class-folders',
    });
    const again = await scanDataset(out, silentContext);
    expect(again.photos).toEqual(dataset.photos);
    expect(again).toMatchObject({ folder: source, layout: 'thaw-split', seed: 7, skipped: [] });
  });

  test('is undone by taking the split file away, and nothing else', async () => {
    await mkdir(out);
    await writeFile(join(out, 'mine.txt'), 'x');
    await apply('list');
    expect(await undoSplit(out, silentContext)).toEqual({ out, restored: 0, leftInPlace: [] });
    expect(Object.keys(await snapshot(out))).toEqual(['mine.txt']);
    await rm(join(out, 'mine.txt'));
    await apply('list');
    await undoSplit(out, silentContext);
    expect(await exists(out)).toBe(false);
  });

  test('does not replace a split file that is there', async () => {
    await apply('list');
    const before = await snapshot(out);
    await expect(apply('list')).rejects.toMatchObject({ code: 'split-file-taken' });
    expect(await snapshot(out)).toEqual(before);
  });
});

describe.each(['copy', 'move'] as const)('by %s', (mode) => {
  test('lays the photos out by part and class, and undo takes all of it back', async () => {
    const before = await snapshot(source);
    const dataset = await plan();
    await applySplit(dataset, out, mode, silentContext);
    const after = await snapshot(source);
    if (mode === 'copy') expect(after).toEqual(before);
    else expect(Object.keys(after)).toEqual(['cats/notes.txt']);
    expect(await exists(join(source, 'dogs'))).toBe(true);
    const laidOut = await snapshot(out);
    for (const { path, part } of dataset.photos) expect(laidOut[`${part}/${path}`]).toBe(before[path]);
    expect(Object.keys(laidOut)).toHaveLength(12 + 2);
    const loaded = await scanDataset(out, silentContext);
    expect(loaded).toMatchObject({ folder: out, layout: 'thaw-split', skipped: [] });
    expect(loaded.photos.map(({ sha256, part }) => `${sha256}${part}`).sort()).toEqual(
      dataset.photos.map(({ sha256, part }) => `${sha256}${part}`).sort(),
    );
    expect(await undoSplit(out, silentContext)).toEqual({ out, restored: 12, leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
    expect(await exists(out)).toBe(false);
  });

  test('keeps the times of the files', async () => {
    const time = new Date('2001-02-03T04:05:06Z');
    for (let index = 0; index < 6; index++) await utimes(join(source, `cats/${index}.png`), time, time);
    const dataset = await plan();
    await applySplit(dataset, out, mode, silentContext);
    const { path, part } = dataset.photos[0]!;
    expect((await stat(join(out, part, path))).mtime).toEqual(time);
  });

  test('the folder may be moved as a whole afterwards, and undone from there', async () => {
    const before = await snapshot(source);
    await apply(mode);
    await rename(out, join(home, 'elsewhere'));
    expect((await scanDataset(join(home, 'elsewhere'), silentContext)).photos).toHaveLength(12);
    expect(await undoSplit(join(home, 'elsewhere'), silentContext)).toMatchObject({
      restored: 12,
      leftInPlace: [],
    });
    expect(await snapshot(source)).toEqual(before);
  });

  test('refuses a destination that holds anything, before anything is done', async () => {
    const before = await snapshot(source);
    await makeTree(out, { 'train/cats/0.png': 'a file of the user' });
    const taken = await snapshot(out);
    await expect(apply(mode)).rejects.toMatchObject({ code: 'split-destination-taken' });
    await expect(apply(mode, join(out, 'train/cats/0.png'))).rejects.toMatchObject({ code: 'not-a-folder' });
    await expect(apply(mode, home)).rejects.toMatchObject({ code: 'split-destination-taken' });
    expect([await snapshot(source), await snapshot(out)]).toEqual([before, taken]);
  });

  test('refuses a destination inside the photos, also by way of a link', async () => {
    await symlink(source, join(home, 'link'));
    for (const inside of [source, join(source, 'new'), join(source, 'a/b'), join(home, 'link/new')])
      await expect(apply(mode, inside)).rejects.toMatchObject({ code: 'split-destination-inside-source' });
    expect(await exists(join(source, 'new'))).toBe(false);
  });

  test('stops before the first file when a photo is gone or changed since the scan', async () => {
    const dataset = await plan();
    await writeFile(join(source, dataset.photos.at(-1)!.path), 'another length');
    await expect(applySplit(dataset, out, mode, silentContext)).rejects.toMatchObject({
      code: 'split-source-changed',
    });
    expect(await exists(out)).toBe(false);
    await rm(join(source, dataset.photos.at(-1)!.path));
    await expect(applySplit(dataset, out, mode, silentContext)).rejects.toMatchObject({
      code: 'split-source-changed',
    });
    expect(await exists(out)).toBe(false);
  });

  test('a change that keeps the length is found by the hash; what was done can be undone', async () => {
    const before = await snapshot(source);
    const dataset = await plan();
    const file = join(source, dataset.photos[5]!.path);
    const content = await readFile(file);
    await writeFile(file, Buffer.alloc(content.length, 1));
    await expect(applySplit(dataset, out, mode, silentContext)).rejects.toMatchObject({
      code: 'split-source-changed',
      facts: { file },
    });
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 5, leftInPlace: [] });
    await writeFile(file, content);
    expect(await snapshot(source)).toEqual(before);
  });

  test('photos of one name from several folders get names of their own', async () => {
    await rm(source, { recursive: true });
    await makeTree(source, {
      'train/cats/1.png': 1,
      'train/cats/1-2.png': 2,
      'validation/cats/1.png': 3,
      'test/cats/1.PNG': 4,
      'train/dogs/1.png': 5,
      'validation/dogs/1.png': 6,
      'test/dogs/1.png': 7,
    });
    const before = await snapshot(source);
    const dataset = planSplit(await scanDataset(source, silentContext), parseRatio('100,0,0'), 1);
    await applySplit(dataset, out, mode, silentContext);
    const names = Object.keys(await snapshot(join(out, 'train'))).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(7);
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 7, leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
  });

  test('odd names and both Unicode forms go there and back', async () => {
    await makeTree(source, {
      'cats/caf\u00e9.png': 90,
      'cats/cafe\u0301.png': 91,
      [`dogs/"q' \u{1F436} $x.png`]: 92,
    });
    const before = await snapshot(source);
    await apply(mode);
    expect(Object.values(await snapshot(out))).toEqual(
      expect.arrayContaining([before['cats/caf\u00e9.png'], before['cats/cafe\u0301.png']]),
    );
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 15, leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
  });

  test('reports its progress', async () => {
    const events: JobEvent[] = [];
    await applySplit(await plan(), out, mode, { ...silentContext, report: (event) => events.push(event) });
    expect(events[0]).toEqual({ kind: 'stage', stage: 'splitting', total: 12, unit: 'photos' });
    expect(events.at(-1)).toMatchObject({ kind: 'progress', stage: 'splitting', done: 12, total: 12 });
  });
});

test('a link may be copied, as the file it leads to, but not moved', async () => {
  await makeTree(source, { '.store/x.png': 200 });
  await symlink('../.store/x.png', join(source, 'cats/linked.png'));
  await expect(apply('move')).rejects.toMatchObject({ code: 'split-source-is-link' });
  expect(await exists(out)).toBe(false);
  await apply('copy');
  expect((await scanDataset(out, silentContext)).photos).toHaveLength(13);
  expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 13 });
});

test('a list may be split into a folder beside its photos', async () => {
  await writeFile(
    join(source, 'list.txt'),
    Object.keys(classTree(['cats', 'dogs'], 6))
      .map((path) => `${path} ${path.startsWith('c') ? 0 : 1}`)
      .join('\n'),
  );
  const dataset = planSplit(
    await scanDataset(join(source, 'list.txt'), silentContext),
    parseRatio('50,25,25'),
    1,
  );
  await applySplit(dataset, join(source, 'out'), 'move', silentContext);
  expect(await exists(join(source, 'cats/0.png'))).toBe(false);
  expect(await undoSplit(join(source, 'out'), silentContext)).toMatchObject({
    restored: 12,
    leftInPlace: [],
  });
  expect(await exists(join(source, 'cats/0.png'))).toBe(true);
});

// Windows has no user to change to, and ignores these permissions.
test.skipIf(!canBeOrdinaryUser)('without permission it fails and nothing has happened', async () => {
  const dataset = await plan();
  const before = await snapshot(source);
  await chmod(home, 0o755);
  for (const mode of ['list', 'copy', 'move'] as const)
    await expect(asOrdinaryUser(() => applySplit(dataset, out, mode, silentContext))).rejects.toMatchObject({
      code: 'permission-denied',
      facts: { operation: 'write' },
    });
  await mkdir(out, { mode: 0o777 });
  await chmod(out, 0o777);
  for (const folder of ['cats', 'dogs']) await chmod(join(source, folder), 0o555);
  await expect(asOrdinaryUser(() => applySplit(dataset, out, 'move', silentContext))).rejects.toMatchObject({
    code: 'permission-denied',
    facts: { operation: 'write' },
  });
  expect(await snapshot(source)).toEqual(before);
  await undoSplit(out, silentContext).catch(() => undefined);
  expect(await exists(out)).toBe(false);
  await mkdir(out, { mode: 0o777 });
  await chmod(out, 0o777);
  await asOrdinaryUser(() => applySplit(dataset, out, 'copy', silentContext));
  expect(await snapshot(source)).toEqual(before);
  expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 12 });
  for (const folder of ['cats', 'dogs']) await chmod(join(source, folder), 0o755);
});

/** A memory disk, where there is one, is another device than the temporary folder. */
const otherDevice = (() => {
  const device = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
  const found = device('/dev/shm');
  return found !== undefined && found !== device('/tmp') ? '/dev/shm' : null;
})();

// Needs two file systems; /dev/shm is one of its own on Linux.
test.skipIf(otherDevice === null)('moves across devices, and back', async () => {
  const before = await snapshot(source);
  const other = await temporaryFolder(otherDevice!);
  const away = join(other.path, 'split');
  const dataset = await plan();
  await expect(applySplit(dataset, away, 'move', cancelAfter(5))).rejects.toMatchObject({
    code: 'cancelled',
  });
  await resumeSplit(away, silentContext);
  expect(Object.keys(await snapshot(source))).toEqual(['cats/notes.txt']);
  expect((await scanDataset(away, silentContext)).photos).toHaveLength(12);
  expect(await undoSplit(away, silentContext)).toMatchObject({ restored: 12, leftInPlace: [] });
  expect(await snapshot(source)).toEqual(before);
  expect(await exists(away)).toBe(false);
  await other.remove();
});
