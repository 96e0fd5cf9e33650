import { readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRatio } from '../../shared/parse-split-spec.ts';
import { silentContext } from '../job/job-context.ts';
import { applySplit, resumeSplit, undoSplit } from './apply-split.ts';
import { cancelAfter } from './fixtures/cancel-after.ts';
import { classTree, makeTree, snapshot, temporaryFolder } from './fixtures/make-tree.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset } from './scan-dataset.ts';
import { splitFolder } from './split-folder.ts';

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
describe.each(['copy', 'move'] as const)('by %s', (mode) => {
  test('cancelled, it can be gone on with by the same words, and only by them', async () => {
    const before = await snapshot(source);
    const request = {
      folder: source,
      out,
      spec: parseRatio('50,25,25'),
      mode,
      seed: 7,
      check: null,
      groups: [],
      dryRun: false,
    };
    const whole = join(home, 'whole');
    const context = cancelAfter(4);
    await expect(splitFolder(request, context)).rejects.toMatchObject({ code: 'cancelled' });
    expect(Object.keys(await snapshot(out))).toHaveLength(4 + 1);
    await expect(scanDataset(out, silentContext)).rejects.toMatchObject({
      code: 'split-unfinished',
      facts: { mode },
    });
    for (const other of [
      { ...request, seed: 8 },
      { ...request, spec: parseRatio('60,20,20') },
      { ...request, mode: 'list' as const },
    ])
      await expect(splitFolder(other, silentContext)).rejects.toMatchObject({ code: 'split-unfinished' });
    const { dataset } = await splitFolder(request, silentContext);
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 12 });
    expect(await snapshot(source)).toEqual(before);
    expect(
      (await splitFolder({ ...request, out: whole }, silentContext)).dataset.photos.map(
        ({ sha256, part }) => [sha256, part],
      ),
    ).toEqual(dataset.photos.map(({ sha256, part }) => [sha256, part]));
  });

  test('cancelled, it can be undone', async () => {
    const before = await snapshot(source);
    await expect(applySplit(await plan(), out, mode, cancelAfter(4))).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(apply(mode)).rejects.toMatchObject({
      code: expect.stringMatching(/split-unfinished|class-too-small/) as string,
    });
    expect(await undoSplit(out, silentContext)).toEqual({ out, restored: 4, leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
  });

  test('an undo that is cancelled can be asked again', async () => {
    const before = await snapshot(source);
    await apply(mode);
    await expect(undoSplit(out, cancelAfter(5))).rejects.toMatchObject({ code: 'cancelled' });
    await expect(scanDataset(out, silentContext)).rejects.toMatchObject({ code: 'split-unfinished' });
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 7, leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
  });

  test('undo leaves what was changed, says so, and can be asked again for it', async () => {
    const dataset = await plan();
    await applySplit(dataset, out, mode, silentContext);
    const { path, part } = dataset.photos[2]!;
    const changed = join(out, part, path);
    const content = await readFile(changed);
    await writeFile(changed, 'edited by the user');
    await writeFile(join(out, 'train', 'new.txt'), 'written by the user');
    expect(await undoSplit(out, silentContext)).toEqual({ out, restored: 11, leftInPlace: [changed] });
    expect(Object.keys(await snapshot(out)).sort()).toEqual(
      [`${part}/${path}`, 'split-journal.jsonl', 'train/new.txt'].sort(),
    );
    await expect(undoSplit(out, silentContext)).resolves.toMatchObject({
      restored: 0,
      leftInPlace: [changed],
    });
    await expect(resumeSplit(out, silentContext)).rejects.toMatchObject({ code: 'split-journal-missing' });
    await writeFile(changed, content);
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 1, leftInPlace: [] });
    expect(Object.keys(await snapshot(out))).toEqual(['train/new.txt']);
  });
});

test('a moved photo stays where it is when its origin is taken', async () => {
  const dataset = await plan();
  await applySplit(dataset, out, 'move', silentContext);
  const { path, part } = dataset.photos[0]!;
  await writeFile(join(source, path), 'another file of that name');
  expect(await undoSplit(out, silentContext)).toMatchObject({
    restored: 11,
    leftInPlace: [join(out, part, path)],
  });
  expect(await readFile(join(source, path), 'utf8')).toBe('another file of that name');
});

test('moved photos go back also where their folder was removed', async () => {
  const before = await snapshot(source);
  await apply('move');
  await rm(source, { recursive: true });
  expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 12, leftInPlace: [] });
  delete before['cats/notes.txt'];
  expect(await snapshot(source)).toEqual(before);
});

test('a copy is kept when it is the last one, even behind a link from its old place', async () => {
  const dataset = await plan();
  await applySplit(dataset, out, 'copy', silentContext);
  const [gone, linked] = [dataset.photos[0]!, dataset.photos[1]!];
  const copies = [gone, linked].map(({ path, part }) => join(out, part, path));
  await rm(join(source, gone.path));
  await rm(join(source, linked.path));
  await symlink(copies[1]!, join(source, linked.path));
  expect((await undoSplit(out, silentContext)).leftInPlace.toSorted()).toEqual([...copies].sort());
  for (const copy of copies) expect(await exists(copy)).toBe(true);
});

test('there is nothing to undo where nothing was split', async () => {
  await expect(undoSplit(source, silentContext)).rejects.toMatchObject({ code: 'split-journal-missing' });
  await expect(undoSplit(join(home, 'none'), silentContext)).rejects.toMatchObject({
    code: 'folder-not-found',
  });
  await expect(undoSplit(join(source, 'cats/0.png'), silentContext)).rejects.toMatchObject({
    code: 'not-a-folder',
  });
  await expect(resumeSplit(source, silentContext)).rejects.toMatchObject({ code: 'split-journal-missing' });
});
