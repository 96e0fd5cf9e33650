import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classTree, makeTree } from '../../engine/dataset/fixtures/make-tree.ts';
import { asOrdinaryUser } from '../../engine/dataset/fixtures/as-ordinary-user.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let source: string;
let project: string;

beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'photos');
  await makeTree(source, classTree(['cats', 'dogs'], 12));
  project = await data.create(source);
});
afterEach(async () => {
  await data.remove();
});

describe('project.json', () => {
  it('is left as it is where it is damaged, and the list shows the project all the same', async () => {
    const { folder } = await data.store.open(project);
    const file = join(folder, 'project.json');
    for (const text of ['{"schemaVersion": 1, "id"', '[]', '{"schemaVersion":1}', '']) {
      await writeFile(file, text);
      await data.restart();
      await expect(data.view(project)).rejects.toMatchObject({
        code: 'project-file-damaged',
        facts: { file },
      });
      expect(await readFile(file, 'utf8')).toBe(text);
      expect(await data.projects.list()).toMatchObject([{ id: project, photos: 0 }]);
    }
  });

  it('of a newer version is not opened', async () => {
    const { folder } = await data.store.open(project);
    const file = join(folder, 'project.json');
    const content = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...content, schemaVersion: 2 }));
    await data.restart();
    await expect(data.view(project)).rejects.toMatchObject({
      code: 'project-from-newer-version',
      facts: { version: 2, supported: 1 },
    });
  });

  it('may come back: it is read again at the next opening', async () => {
    const { folder } = await data.store.open(project);
    const file = join(folder, 'project.json');
    const good = await readFile(file);
    await data.restart();
    await writeFile(file, '');
    await expect(data.view(project)).rejects.toMatchObject({ code: 'project-file-damaged' });
    await writeFile(file, good);
    expect((await data.view(project)).photos).toBe(24);
  });

  it('keeps every one of many changes at once', async () => {
    const opened = await data.store.open(project);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        opened.update((file) => ({ ...file, runNames: { ...file.runNames, [index]: `run ${index}` } })),
      ),
    );
    await data.restart();
    const { file } = await data.store.open(project);
    expect(Object.keys(file.runNames)).toHaveLength(50);
  });

  it('does not count a change that could not be saved', async () => {
    const opened = await data.store.open(project);
    const failing = opened.update(() => {
      throw new Error('no');
    });
    const next = opened.update((file) => ({ ...file, name: 'after' }));
    await expect(failing).rejects.toThrow('no');
    await next;
    expect(opened.file.name).toBe('after');
  });
});

describe('photos.json', () => {
  it('is read anew where it is damaged', async () => {
    const { folder } = await data.store.open(project);
    await writeFile(join(folder, 'photos.json'), '{');
    await data.restart();
    expect(await data.until(project, ({ photos }) => photos > 0)).toMatchObject({ photos: 24 });
  });

  it('opens only photos of the index, inside the source', async () => {
    const opened = await data.store.open(project);
    expect(await opened.photoFile('cats/0.png')).toBe(join(source, 'cats', '0.png'));
    await writeFile(join(data.home, 'secret.png'), 'x');
    for (const path of ['../secret.png', '/etc/passwd', 'cats/../../secret.png', 'cats', '', 'cats/none.png'])
      await expect(opened.photoFile(path)).rejects.toMatchObject({ code: 'photo-not-found' });
  });

  it('does not follow a link that was laid where a photo was', async () => {
    const { rm, symlink } = await import('node:fs/promises');
    const opened = await data.store.open(project);
    await writeFile(join(data.home, 'secret.png'), 'x');
    await rm(join(source, 'cats', '0.png'));
    await symlink(join(data.home, 'secret.png'), join(source, 'cats', '0.png'));
    await expect(opened.photoFile('cats/0.png')).rejects.toMatchObject({ code: 'photo-not-found' });
  });
});

it('says so where the home cannot be written', async () => {
  const locked = join(data.home, 'locked');
  await mkdir(locked, { mode: 0o500 });
  await asOrdinaryUser(async () => {
    const { openProjectStore } = await import('./project-store.ts');
    await expect(openProjectStore(join(locked, 'home')).makeFolder('x')).rejects.toMatchObject({
      code: 'permission-denied',
    });
  });
});
