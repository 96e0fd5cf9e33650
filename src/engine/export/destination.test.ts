import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { destinationOf, finalPaths, requireFree } from './destination.ts';
import { kerasH5Format } from './keras-h5/keras-h5-format.ts';
import { silentContext } from '../job/job-context.ts';
import { machineMark } from '../storage/machine.ts';
import { tfjsFormat } from './tfjs/tfjs-format.ts';
import { keepApart, placeExport } from './place-export.ts';
import { makeStagingFolder } from './staging-folder.ts';

const files = ['model.h5', 'labels.json', 'preprocessing.json'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-destination-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function staged(out: string): Promise<string> {
  const { path: staging } = await makeStagingFolder(out);
  for (const file of files) await writeFile(join(staging, file), file);
  return staging;
}

describe('where an export goes', () => {
  it.each(['cats.h5', 'cats.HDF5'])('is one file for %s, with the others beside it', (name) => {
    const destination = destinationOf(`/out/${name}`, kerasH5Format);
    expect(finalPaths(destination, files, kerasH5Format)).toEqual([
      `/out/${name}`,
      '/out/cats.labels.json',
      '/out/cats.preprocessing.json',
    ]);
  });
  it('is a folder otherwise, a dot in its name or not', () => {
    const destination = destinationOf('/out/run 2026.01', kerasH5Format);
    expect(finalPaths(destination, ['model.h5'], kerasH5Format)).toEqual(['/out/run 2026.01/model.h5']);
  });
  it.each([
    ['model.keras', kerasH5Format],
    ['model.h5', tfjsFormat],
    ['model.json', tfjsFormat],
  ] as const)('is refused for %s of another kind', (name, format) => {
    expect(() => destinationOf(`/out/${name}`, format)).toThrow('invalid-value');
  });
});

describe('placing', () => {
  it('renames a folder as a whole and leaves nothing else', async () => {
    const out = join(folder, 'new', 'export');
    await placeExport(await staged(out), { kind: 'folder', out }, files, kerasH5Format, silentContext);
    expect(await readdir(join(folder, 'new'))).toEqual(['export']);
    expect((await readdir(out)).sort()).toEqual([...files].sort());
  });
  it('renames single files under the chosen name', async () => {
    const out = join(folder, 'cats.h5');
    await placeExport(await staged(out), { kind: 'file', out }, files, kerasH5Format, silentContext);
    expect((await readdir(folder)).sort()).toEqual([
      'cats.h5',
      'cats.labels.json',
      'cats.preprocessing.json',
    ]);
    expect(await readFile(out, 'utf8')).toBe('model.h5');
  });
  it.each(['cats.h5', 'cats.labels.json'])('never overwrites %s', async (name) => {
    const out = join(folder, 'cats.h5');
    const staging = await staged(out);
    await writeFile(join(folder, name), 'mine');
    const placing = placeExport(staging, { kind: 'file', out }, files, kerasH5Format, silentContext);
    await expect(placing).rejects.toMatchObject({ code: 'export-destination-taken' });
    expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
    expect(await readdir(staging)).toHaveLength(files.length);
  });
  it('does not move into a folder that exists, an empty one included', async () => {
    const out = join(folder, 'export');
    const staging = await staged(out);
    await mkdir(out);
    const placing = placeExport(staging, { kind: 'folder', out }, files, kerasH5Format, silentContext);
    await expect(placing).rejects.toMatchObject({ code: 'export-destination-taken', facts: { path: out } });
  });
  it('counts a broken link as taken', async () => {
    await symlink(join(folder, 'nothing'), join(folder, 'link'));
    await expect(requireFree(join(folder, 'link'))).rejects.toMatchObject({
      code: 'export-destination-taken',
    });
  });
});

it('keeps what differs under a name that is free', async () => {
  const out = join(folder, 'export');
  expect(await keepApart(await staged(out), out)).toBe(`${out}.scores-differ`);
  expect(await keepApart(await staged(out), out)).toBe(`${out}.scores-differ-2`);
});

describe('the staging folder', () => {
  it('may not be made below a file', async () => {
    await writeFile(join(folder, 'file'), '');
    const making = makeStagingFolder(join(folder, 'file', 'export'));
    await expect(making).rejects.toMatchObject({ code: 'export-destination-taken' });
  });
  it('takes the place of one that a killed export left, and leaves those of a running one and of another computer', async () => {
    const mark = `.export.exporting-${machineMark()}-`;
    const running = `${mark}${process.ppid}`;
    const elsewhere = `.export.exporting-0123456789-${2 ** 23}`;
    // Above the largest process id that Linux gives.
    const abandoned = `${mark}${2 ** 23}`;
    for (const name of [running, abandoned, elsewhere, 'other']) await mkdir(join(folder, name));
    await makeStagingFolder(join(folder, 'export'));
    const left = await readdir(folder);
    expect(left.sort()).toEqual([running, elsewhere, `${mark}${process.pid}`, 'other'].sort());
  });
  it('is discarded with the folder around it, if that was made for it and nothing else came into it', async () => {
    const made = await makeStagingFolder(join(folder, 'models', 'export'));
    await writeFile(join(made.path, 'half'), '');
    await made.discard();
    expect(await readdir(folder)).toEqual([]);
    const used = await makeStagingFolder(join(folder, 'models', 'export'));
    await writeFile(join(folder, 'models', 'mine'), '');
    await used.discard();
    expect(await readdir(join(folder, 'models'))).toEqual(['mine']);
    const there = await makeStagingFolder(join(folder, 'export'));
    await there.discard();
    expect(await readdir(folder)).toEqual(['models']);
  });
});
