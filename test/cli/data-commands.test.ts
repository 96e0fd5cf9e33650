import { appendFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, thaw } from './built-cli.ts';
import { copyPhotos, newFolder } from './test-folders.ts';
import { treeOf } from '../tree-of.ts';

let folder: string;
let photos: string;
let classes: string[];

beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('data-commands');
  photos = join(folder, 'photos');
  classes = await copyPhotos(photos, 10);
});
afterAll(() => rm(folder, { recursive: true }));

/** Files of each part of a split that holds files, by `part/class`. */
async function countFiles(out: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.parentPath !== out) {
      const place = entry.parentPath.slice(out.length + 1).replaceAll('\\', '/');
      counts[place] = (counts[place] ?? 0) + 1;
    }
  return counts;
}

describe('scan', () => {
  it('counts the photos', async () => {
    const ended = await thaw(['scan', photos, '--json']);
    expect(ended.exitCode).toBe(0);
    expect(ended.json().at(-1)).toMatchObject({
      kind: 'result',
      layout: 'class-folders',
      photos: 20,
      classes: classes.map((name) => ({ name, counts: { all: 10 } })),
      skipped: [],
    });
  });

  it('uses a photo under the wrong extension and says so', async () => {
    const renamed = join(folder, 'renamed');
    await copyPhotos(renamed, 4);
    const [first] = classes as [string];
    const [photo] = await readdir(join(renamed, first));
    await rename(join(renamed, first, photo!), join(renamed, first, 'other.webp'));
    const ended = await thaw(['scan', renamed, '--json']);
    expect(ended.exitCode).toBe(0);
    const misnamed = [{ path: `${first}/other.webp`, type: expect.any(String) as string }];
    expect(ended.json().at(-1)).toMatchObject({ photos: 8, misnamed });
    expect((await thaw(['scan', renamed])).stdout).toContain('other.webp');
  });

  it('names what it left out with the reason, and exits with 3', async () => {
    const messy = join(folder, 'messy');
    await copyPhotos(messy, 4);
    const [first] = classes as [string];
    const [photo] = await readdir(join(messy, first));
    const bytes = await readFile(join(messy, first, photo!));
    await writeFile(join(messy, first, 'half.jpg'), bytes.subarray(0, bytes.length / 3));
    await writeFile(join(messy, first, 'notes.txt'), 'no picture');
    await writeFile(join(messy, first, 'empty.jpg'), '');
    await writeFile(join(messy, '.DS_Store'), 'hidden');
    await mkdir(join(messy, 'nobody'));
    const before = treeOf(messy);
    const ended = await thaw(['scan', messy]);
    expect(ended.exitCode).toBe(3);
    for (const name of ['half.jpg', 'notes.txt', 'empty.jpg', 'nobody']) expect(ended.stderr).toContain(name);
    expect(ended.stderr).toContain('Nothing was deleted or changed.');
    expect(treeOf(messy)).toEqual(before);
  });

  it('does not count hidden files as skipped photos', async () => {
    const clean = join(folder, 'clean');
    await copyPhotos(clean, 3);
    await writeFile(join(clean, '.DS_Store'), 'hidden');
    const ended = await thaw(['scan', clean]);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('.DS_Store');
  });
});

describe('split', () => {
  it('writes a list and leaves the photos where they are', async () => {
    const before = treeOf(photos);
    const out = join(folder, 'list');
    const ended = await thaw(['split', photos, '--out', out, '--ratio', '60,20,20', '--json']);
    expect(ended.exitCode).toBe(0);
    expect(ended.json().at(-1)).toMatchObject({
      kind: 'result',
      mode: 'list',
      classes: classes.map((name) => ({ name, counts: { train: 6, validation: 2, test: 2 } })),
    });
    expect(treeOf(photos)).toEqual(before);
    const scan = await thaw(['scan', out, '--json']);
    expect(scan.json().at(-1)).toMatchObject({ layout: 'thaw-split', photos: 20 });
    const undone = await thaw(['split', '--undo', out]);
    expect(undone.exitCode).toBe(0);
    expect(treeOf(photos)).toEqual(before);
  });

  it('copies, is the same for the same seed, and takes the copies back', async () => {
    const before = treeOf(photos);
    const outs = ['copy-1', 'copy-2', 'copy-3'].map((name) => join(folder, name));
    const seeds = ['7', '7', '8'];
    for (const [index, out] of outs.entries()) {
      const ended = await thaw([
        ...['split', photos, '--out', out, '--count', 'rest,3,1'],
        ...['--mode', 'copy', '--seed', seeds[index]!],
      ]);
      expect(ended.exitCode).toBe(0);
    }
    const [first, same, other] = outs.map((out) => Object.keys(treeOf(out)));
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
    expect(await countFiles(outs[0]!)).toMatchObject({
      [`train/${classes[0]!}`]: 6,
      [`validation/${classes[0]!}`]: 3,
      [`test/${classes[1]!}`]: 1,
    });
    for (const out of outs) expect((await thaw(['split', '--undo', out])).exitCode).toBe(0);
    expect(await countFiles(outs[0]!).catch(() => ({}))).toEqual({});
    expect(treeOf(photos)).toEqual(before);
  });

  it('moves, and moves back all but what was changed since', async () => {
    const source = join(folder, 'to-move');
    await copyPhotos(source, 6);
    const before = treeOf(source);
    const out = join(folder, 'moved');
    const ended = await thaw(['split', source, '--out', out, '--count', '3,2,1', '--mode', 'move']);
    expect(ended.exitCode).toBe(0);
    expect(Object.keys(treeOf(source))).toEqual([]);
    const again = await thaw(['split', '--undo', out]);
    expect(again.exitCode).toBe(0);
    expect(treeOf(source)).toEqual(before);

    await thaw(['split', source, '--out', out, '--count', '3,2,1', '--mode', 'move']);
    const changed = join(out, 'train', Object.keys(treeOf(join(out, 'train')))[0]!);
    await appendFile(changed, 'changed');
    const partly = await thaw(['split', '--undo', out, '--json']);
    expect(partly.exitCode).toBe(3);
    expect(partly.json().at(-1)).toMatchObject({ kind: 'result', leftInPlace: [changed] });
    expect(Object.keys(treeOf(source))).toHaveLength(11);
  });
});

describe('bad input', () => {
  it('gets one clear error, and nothing is changed', async () => {
    const bad = join(folder, 'bad');
    const one = join(bad, 'one-class');
    await mkdir(join(bad, 'empty'), { recursive: true });
    await copyPhotos(join(bad, 'few'), 2);
    await mkdir(one);
    await copyPhotos(join(bad, 'both'), 3);
    const [name] = classes as [string];
    for (const photo of await readdir(join(bad, 'both', name))) {
      await mkdir(join(one, name), { recursive: true });
      await writeFile(join(one, name, photo), await readFile(join(bad, 'both', name, photo)));
    }
    await writeFile(join(bad, 'labels.txt'), `both/${name}/nobody.jpg 0\nno label here\n`);
    const before = treeOf(bad);
    const out = join(bad, 'out');
    const table: readonly (readonly [line: readonly string[], code: string])[] = [
      [['scan', join(bad, 'missing')], 'folder-not-found'],
      [['scan', join(bad, 'both', name, (await readdir(join(bad, 'both', name)))[0]!)], 'not-a-folder'],
      [['scan', join(bad, 'empty')], 'no-classes'],
      [['split', one, '--out', out], 'one-class-only'],
      [['split', join(bad, 'few'), '--out', out], 'class-too-small'],
      [['split', join(bad, 'both'), '--out', out, '--count', '2,1,1'], 'class-too-small'],
      [['split', join(bad, 'both'), '--out', join(bad, 'few'), '--mode', 'copy'], 'split-destination-taken'],
      [['scan', join(bad, 'labels.txt')], 'list-line-invalid'],
      [['split', '--undo', join(bad, 'both')], 'split-journal-missing'],
      [['train', one, '--out', out], 'one-class-only'],
      [['train', join(bad, 'missing'), '--out', out], 'folder-not-found'],
      [['train', join(bad, 'both'), '--out', join(bad, 'few')], 'run-exists'],
      [['train', '--resume', join(bad, 'both')], 'run-not-found'],
      [['evaluate', join(bad, 'both')], 'run-has-no-model'],
      [['predict', join(bad, 'both'), join(bad, 'few')], 'run-has-no-model'],
      [['export', join(bad, 'missing'), '--format', 'tfjs', '--out', out], 'run-not-found'],
      [['weights', 'import', join(bad, 'labels.txt')], 'weights-file-invalid'],
      [['weights', 'import', join(bad, 'missing.h5')], 'weights-file-not-found'],
    ];
    for (const [line, code] of table) {
      const ended = await thaw([...line, '--json']);
      expect({ line: line.join(' '), code: ended.json().at(-1)?.code, exitCode: ended.exitCode }).toEqual({
        line: line.join(' '),
        code,
        exitCode: 1,
      });
      expect(treeOf(bad)).toEqual(before);
    }
  });
});
