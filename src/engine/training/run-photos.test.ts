import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SplitDataset } from '../../shared/dataset.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { schemaVersion } from '../../shared/run-files.ts';
import { createRun, openRun } from './run-folder.ts';
import { movePhotosOfRun, openRunWithPhotos } from './run-photos.ts';

let folder: string;
let run: string;
const paths = ['a/1.jpg', 'a/2.jpg', 'b/1.jpg'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-moved-'));
  run = join(folder, 'run');
  const gone = join(folder, 'gone');
  const dataset: SplitDataset = {
    folder: gone,
    layout: 'class-folders',
    seed: 1,
    classes: ['a', 'b'],
    photos: paths.map((path) => ({
      path,
      sha256: createHash('sha256').update(path).digest('hex'),
      bytes: path.length,
      classIndex: path.startsWith('a') ? 0 : 1,
      part: 'train',
    })),
  };
  const config = {
    schemaVersion,
    thawVersion: '0.1.0',
    createdAt: '2026-01-02T00:00:00.000Z',
    source: { folder: gone, layout: 'class-folders' as const },
    classes: ['a', 'b'],
    seed: 1,
    recipe: recipeByName('scratch'),
    changes: [],
    baseWeights: null,
  };
  await createRun(run, { ...config, schemaVersion }, dataset, {});
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function place(name: string, contentOf: (path: string) => string = (path) => path): Promise<string> {
  const to = join(folder, name);
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), contentOf(path));
  }
  return to;
}

it('says which folder of photos is not there, and takes the one that is named', async () => {
  const gone = join(folder, 'gone');
  await expect(openRunWithPhotos(run)).rejects.toMatchObject({
    code: 'run-photos-missing',
    facts: { run, folder: gone, file: null },
  });
  const here = await place('here');
  await movePhotosOfRun(run, here);
  expect((await openRunWithPhotos(run)).dataset.folder).toBe(here);
  expect((await openRun(run)).config.source.folder).toBe(here);
});

it('leaves the run as it is where the folder holds other photos, or not all', async () => {
  const before = await readFile(join(run, 'split.json'), 'utf8');
  const other = await place('other', (path) => `${path}!`);
  await expect(movePhotosOfRun(run, other)).rejects.toMatchObject({ code: 'run-photos-changed' });
  const some = await place('some');
  await rm(join(some, 'b/1.jpg'));
  await expect(movePhotosOfRun(run, some)).rejects.toMatchObject({
    code: 'run-photos-missing',
    facts: { folder: some, file: 'b/1.jpg' },
  });
  expect(await readFile(join(run, 'split.json'), 'utf8')).toBe(before);
});
