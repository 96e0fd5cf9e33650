import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAllowedFolders, type AllowedFolders } from './allowed-folders.ts';
import { createFolderService } from './folder-service.ts';
import { isFolderName } from './folder-name.ts';

let place: string;
let root: string;
let outside: string;
let allowed: AllowedFolders;
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'thaw-folders-')));
  root = join(place, 'root');
  outside = join(place, 'root-of-others');
  for (const folder of [root, outside]) mkdirSync(join(folder, 'photos'), { recursive: true });
  writeFileSync(join(outside, 'photos', '1.jpg'), '');
  allowed = createAllowedFolders([root]);
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

const service = () => createFolderService(allowed);
const list = (path: string, show: 'folders' | 'folders-and-zips' | 'photos' = 'folders') =>
  service().list({ path, show });

describe('what may be opened', () => {
  it('is what lies below a root, also what is not there yet', async () => {
    for (const path of [root, join(root, 'photos'), join(root, 'new', 'deep'), `${root}/photos/../photos/`])
      await expect(service().requireAllowed(path)).resolves.toBeUndefined();
  });

  it('is nothing beside, above or relative', async () => {
    for (const path of [
      outside,
      place,
      '/',
      join(root, '..', 'root-of-others'),
      'photos',
      '',
      `${root}\0/x`,
      '..',
    ])
      await expect(service().requireAllowed(path), path).rejects.toMatchObject({
        code: 'folder-not-allowed',
        facts: { path, roots: [root] },
      });
  });

  it('is nothing that a link leads to outside, be it there or not', async () => {
    symlinkSync(outside, join(root, 'link'));
    symlinkSync(join(outside, 'not-there'), join(root, 'dangling'));
    symlinkSync(join(root, 'photos'), join(root, 'inner'));
    for (const path of ['link', 'link/photos', 'link/photos/1.jpg', 'link/new', 'dangling', 'dangling/new'])
      await expect(service().requireAllowed(join(root, path)), path).rejects.toMatchObject({
        code: 'folder-not-allowed',
      });
    await expect(list(join(root, 'link'))).rejects.toMatchObject({ code: 'folder-not-allowed' });
    expect((await list(join(root, 'inner'))).path).toBe(join(root, 'photos'));
    expect((await list(root)).entries.map(({ name }) => name)).toEqual(['inner', 'photos']);
  });

  it('is what a root that is itself a link leads to', async () => {
    symlinkSync(outside, join(place, 'linked-root'));
    allowed = createAllowedFolders([join(place, 'linked-root')]);
    const { path, parent } = await list(join(place, 'linked-root'));
    expect({ path, parent }).toEqual({ path: outside, parent: null });
  });

  it('is everything once a window has joined', async () => {
    allowed.allowEverywhere();
    await expect(service().requireAllowed(outside)).resolves.toBeUndefined();
    await expect(service().requireAllowed('relative')).rejects.toMatchObject({ code: 'folder-not-allowed' });
  });
});

describe('a listing', () => {
  it('has folders first, in natural order, and nothing hidden', async () => {
    for (const name of ['photo10', 'photo9', 'Photo1', '.git', '__MACOSX', 'node'])
      mkdirSync(join(root, name));
    for (const name of ['b.zip', 'a.jpg', 'A2.JPG', '.hidden.jpg', 'Thumbs.db', 'notes.txt'])
      writeFileSync(join(root, name), '');
    const names = async (show: Parameters<typeof list>[1]) =>
      (await list(root, show)).entries.map(({ name, kind }) => `${kind} ${name}`);
    const folders = ['node', 'Photo1', 'photo9', 'photo10', 'photos'].map((name) => `folder ${name}`);
    expect(await names('folders')).toEqual(folders);
    expect(await names('folders-and-zips')).toEqual([...folders, 'zip b.zip']);
    expect(await names('photos')).toEqual([...folders, 'photo a.jpg', 'photo A2.JPG']);
  });

  it('counts the sub-folders with photos and the photos inside', async () => {
    for (const name of ['cats', 'dogs', 'empty', 'texts']) mkdirSync(join(root, name));
    for (const file of ['cats/1.jpg', 'dogs/1.png', 'texts/1.txt', '1.jpg', '2.webp', '3.txt'])
      writeFileSync(join(root, file), '');
    expect(await list(root)).toMatchObject({ classFolders: 2, photos: 2, parent: null });
    expect((await list(join(root, 'cats'))).parent).toBe(root);
  });

  it('has an end', async () => {
    const folder = join(root, 'photos');
    for (let index = 0; index < 2_005; index++) writeFileSync(join(folder, `${index}.jpg`), '');
    const listing = await list(folder, 'photos');
    expect(listing.entries).toHaveLength(2_000);
    expect(listing).toMatchObject({ more: 5, photos: 2_005 });
    expect(listing.entries[1_999]?.name).toBe('1999.jpg');
  });

  it('says what is not there, and what is no folder', async () => {
    await expect(list(join(root, 'gone'))).rejects.toMatchObject({ code: 'folder-not-found' });
    writeFileSync(join(root, 'file'), '');
    await expect(list(join(root, 'file'))).rejects.toMatchObject({ code: 'not-a-folder' });
  });
});

describe('making a folder', () => {
  it('makes one below a root, once', async () => {
    expect(await service().make({ parent: root, name: '新的 1' })).toEqual({ path: join(root, '新的 1') });
    await expect(service().make({ parent: root, name: '新的 1' })).rejects.toMatchObject({
      code: 'folder-name-taken',
    });
    await expect(service().make({ parent: outside, name: 'x' })).rejects.toMatchObject({
      code: 'folder-not-allowed',
    });
  });

  it('takes no name that means another place', async () => {
    for (const name of ['..', '.', ' ', 'a/b', '../x', 'a\\b', 'a\nb', 'x'.repeat(256), '狗'.repeat(100)])
      await expect(service().make({ parent: root, name }), name).rejects.toMatchObject({
        code: 'folder-name-invalid',
      });
  });

  it('knows what Windows does not take', () => {
    for (const name of ['CON', 'nul.jpg', 'com1', 'a:b', 'what?', 'dot.', 'space ']) {
      expect(isFolderName(name, 'win32'), name).toBe(false);
      expect(isFolderName(name, 'linux'), name).toBe(true);
    }
    expect(isFolderName('console', 'win32')).toBe(true);
  });
});

it('names the roots', async () => {
  expect(await service().roots()).toEqual([{ name: 'root', path: root }]);
});
