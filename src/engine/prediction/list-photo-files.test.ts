import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listPhotoFiles } from './list-photo-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'thaw-list-')));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function make(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), 'x');
  }
}

/** Files by name relative to the folder; skipped ones as `name: reason`. */
async function listed(...paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const file of listPhotoFiles(paths.map((path) => join(folder, path))))
    found.push(
      file.kind === 'file'
        ? relative(folder, file.path)
        : `${relative(folder, file.skipped.path)}: ${file.skipped.reason}`,
    );
  return found;
}

it('goes through folders in order and leaves out hidden and system ones', async () => {
  await make(
    'b/2.jpg',
    'b/10.JPG',
    'a.png',
    'b/c/deep.webp',
    '.hidden.jpg',
    '.git/x.jpg',
    '__MACOSX/x.jpg',
    'Thumbs.db',
  );
  expect(await listed('.')).toEqual(['a.png', 'b/10.JPG', 'b/2.jpg', 'b/c/deep.webp']);
});

it('reports files of a folder that are no photos, and takes any file that is named', async () => {
  await make('notes.txt', 'photo');
  expect(await listed('.')).toEqual(['notes.txt: not-an-image', 'photo: not-an-image']);
  expect(await listed('photo', 'notes.txt')).toEqual(['photo', 'notes.txt']);
});

it('keeps the order of the paths and names each file once', async () => {
  await make('a/1.jpg', 'b/2.jpg');
  expect(await listed('b', 'a/1.jpg', '.', 'b/2.jpg')).toEqual(['b/2.jpg', 'a/1.jpg']);
});

it('follows links, reports broken ones and does not go round in circles', async () => {
  await make('real/1.jpg');
  await symlink(join(folder, 'real'), join(folder, 'linked'));
  await symlink(folder, join(folder, 'real', 'up'));
  await symlink(join(folder, 'nothing'), join(folder, 'real', 'broken.jpg'));
  expect(await listed('linked')).toEqual(['linked/1.jpg', 'linked/broken.jpg: broken-link']);
});

it('reports a path that does not exist', async () => {
  await make('a.jpg');
  expect(await listed('none.jpg', 'a.jpg')).toEqual(['none.jpg: missing', 'a.jpg']);
});
