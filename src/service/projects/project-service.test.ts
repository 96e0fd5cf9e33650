import { readdir, readFile, rename, rm, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProjectView } from '../../shared/app/project-view.ts';
import { classTree, makeTree, snapshot } from '../../engine/dataset/fixtures/make-tree.ts';
import { makeZip } from '../../engine/archive/fixtures/make-zip.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let source: string;

beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'My Photos');
  await makeTree(source, classTree(['cats', 'dogs'], 12));
});
afterEach(async () => {
  await data.remove();
});

describe('create', () => {
  it('reads a folder, names the project after it and splits its photos', async () => {
    const before = await snapshot(source);
    const project = await data.create(source);
    const view = await data.view(project);
    expect(view).toMatchObject({
      name: 'My Photos',
      source: { kind: 'folder', folder: source, layout: 'class-folders', missing: false },
      reading: { kind: 'read' },
      photos: 24,
      classes: [
        { name: 'cats', folders: ['cats'], excluded: false, photos: 12 },
        { name: 'dogs', folders: ['dogs'], excluded: false, photos: 12 },
      ],
      split: { given: false, error: null, counts: { train: 16, validation: 4, test: 4 }, written: null },
      settings: { recipe: { name: 'two-phase' }, augments: true, runName: '' },
      runs: [],
      activeRun: null,
    });
    const split: { photos: unknown[] } = JSON.parse(await readFile(join(view.folder, 'split.json'), 'utf8'));
    expect(split).toMatchObject({ folder: source, classes: ['cats', 'dogs'], seed: view.split.seed });
    expect(split.photos).toHaveLength(24);
    expect(await snapshot(source)).toEqual(before);
  });

  it('opens the project that a folder is the source of already, however it is named', async () => {
    const [first, second] = await Promise.all([
      data.projects.create({ source: { kind: 'path', path: source } }),
      data.projects.create({ source: { kind: 'path', path: join(source, 'cats', '..') } }),
    ]);
    expect(second).toEqual(first);
    expect(await data.projects.list()).toHaveLength(1);
  });

  it('refuses what is no folder, what is not there and what it may not open', async () => {
    await writeFile(join(data.home, 'letter.docx'), 'x');
    const create = (path: string) => data.projects.create({ source: { kind: 'path', path } });
    await expect(create(join(data.home, 'letter.docx'))).rejects.toMatchObject({
      code: 'not-a-folder',
      facts: { type: '.docx' },
    });
    await expect(create(join(data.home, 'nothing'))).rejects.toMatchObject({ code: 'folder-not-found' });
    data.refused.add(source);
    await expect(create(source)).rejects.toMatchObject({ code: 'folder-not-allowed' });
    expect(await data.projects.list()).toEqual([]);
  });

  it('unpacks a .zip, already split, once', async () => {
    const zip = join(data.home, 'animals.zip');
    const files = Object.fromEntries(
      ['train', 'val', 'test'].flatMap((part, at) =>
        Object.entries(classTree(['a', 'b'], 3)).map(([path, number]) => [
          `set/${part}/${path}`,
          number + at * 100_000,
        ]),
      ),
    );
    await makeZip(zip, files);
    const project = await data.create(zip);
    const view = await data.view(project);
    expect(view).toMatchObject({
      name: 'animals',
      source: { kind: 'zip', layout: 'split-folders' },
      photos: 18,
      split: { given: true, error: null, counts: { train: 6, validation: 6, test: 6 } },
    });
    await data.projects.read({ project });
    await data.projects.reader.settled(await data.store.open(project));
    expect(data.jobs.asked.filter(({ job }) => job === 'unpack-zip')).toHaveLength(1);
    expect(await data.create(zip)).toBe(project);
  });

  it('says why a .zip cannot be unpacked, and unpacks it once it was mended', async () => {
    const zip = join(data.home, 'animals.zip');
    await writeFile(zip, 'no zip at all, although it is called one');
    const project = await data.create(zip);
    const view = await data.view(project);
    expect(view.reading).toMatchObject({ kind: 'failed', error: { code: 'zip-damaged' } });
    const { folder } = view;
    await makeTree(folder, { 'photos.unpacking-1/a/1.png': 1 });
    await makeZip(zip, classTree(['a', 'b'], 3));
    await data.projects.read({ project });
    expect(await data.until(project, ({ reading }) => reading.kind === 'read')).toMatchObject({ photos: 6 });
    expect((await readdir(folder)).filter((name) => name.startsWith('photos.unpacking'))).toEqual([]);
  });

  it("makes a dropped folder and a dropped .zip the project's own", async () => {
    const uploads = join(data.home, 'uploads');
    await makeTree(join(uploads, 'one'), { 'pets/cats/1.png': 1, 'pets/dogs/2.png': 2 });
    await mkdir(join(uploads, 'two'));
    await makeZip(join(uploads, 'two', 'pets.zip'), { 'x/cats/1.png': 1, 'x/dogs/2.png': 2 });
    for (const [upload, name] of [
      ['one', 'pets'],
      ['two', 'pets.zip'],
    ] as const) {
      const { project } = await data.projects.create({ source: { kind: 'upload', upload, name } });
      const view = await data.until(project, ({ reading }) => reading.kind === 'read');
      expect(view).toMatchObject({ name: 'pets', photos: 2, source: { kind: 'upload' } });
      expect(view.source.folder).toBe(join(view.folder, 'photos'));
    }
    for (const name of ['..', '.', 'none', '../one'])
      await expect(
        data.projects.create({ source: { kind: 'upload', upload: 'one', name } }),
      ).rejects.toMatchObject({ code: 'upload-name-invalid' });
  });

  it('opens the sample', async () => {
    const { project } = await data.projects.create({ source: { kind: 'sample' } });
    const view = await data.until(project, ({ reading }) => reading.kind === 'read');
    expect(view.classes.length).toBeGreaterThan(1);
    expect(view.split.error).toBeNull();
    expect(await data.projects.create({ source: { kind: 'sample' } })).toEqual({ project });
  });
});

describe('reading', () => {
  it('shows photos of every class while it reads, without a split', async () => {
    const { project } = await data.projects.create({ source: { kind: 'path', path: source } });
    const opened = await data.store.open(project);
    const seen: number[] = [];
    data.jobs.onEvent = async (event) => {
      if (event.kind !== 'photos-read') return;
      await Promise.resolve();
      seen.push(opened.index.photos.length);
    };
    await data.projects.reader.settled(opened);
    expect(seen.length).toBeGreaterThan(0);
    const view = await data.view(project);
    expect(view.reading).toEqual({ kind: 'read' });
  });

  it('keeps what it read when it is cancelled, and reads the rest later', async () => {
    await makeTree(source, classTree(['cats', 'dogs', 'owls'], 120));
    let told = 0;
    data.jobs.onEvent = (event, job) => {
      if (event.kind === 'photos-read' && (told += event.photos.length) > 0) job.cancel();
    };
    const project = await data.create(source);
    const view = await data.view(project);
    expect(view.reading).toEqual({ kind: 'cancelled' });
    expect(view.photos).toBeGreaterThan(0);
    expect(view.photos).toBeLessThan(360);
    expect(view.classes.map(({ name }) => name)).toEqual(['cats', 'dogs', 'owls']);
    data.jobs.onEvent = () => undefined;
    await data.projects.read({ project });
    expect(await data.until(project, ({ reading }) => reading.kind === 'read')).toMatchObject({
      photos: 360,
    });
  });

  it('keeps the whole index of photos that lie elsewhere when reading them again is cancelled', async () => {
    const first = await data.create(source);
    const split = join(data.home, 'split');
    await mkdir(split);
    const { folder } = await data.view(first);
    await writeFile(join(split, 'split.json'), await readFile(join(folder, 'split.json')));
    const project = await data.create(split);
    const opened = await data.store.open(project);
    const before = await readFile(join(opened.folder, 'photos.json'), 'utf8');
    expect(opened.index).toMatchObject({ folder: source, layout: 'thaw-split' });
    data.jobs.onEvent = (event, job) => {
      if (event.kind === 'stage' || event.kind === 'photos-read') job.cancel();
    };
    await rm(join(source, 'cats', '0.png'));
    await data.projects.read({ project });
    await data.projects.reader.settled(opened);
    expect(await readFile(join(opened.folder, 'photos.json'), 'utf8')).toBe(before);
    expect(opened.index).toMatchObject({ folder: source, layout: 'thaw-split' });
    expect(opened.index.photos).toHaveLength(24);
  });

  it('reads again: what is new, what is gone and what changed', async () => {
    const project = await data.create(source);
    await rm(join(source, 'cats', '0.png'));
    await makeTree(source, { 'owls/1.png': 77_001, 'dogs/3.png': 77_002 });
    await data.projects.read({ project });
    await data.projects.reader.settled(await data.store.open(project));
    const view = await data.view(project);
    expect(view.classes.map(({ name, photos }) => [name, photos])).toEqual([
      ['cats', 11],
      ['dogs', 12],
      ['owls', 1],
    ]);
    expect(view.split.error).toMatchObject({ code: 'class-too-small', facts: { className: 'owls' } });
    await expect(readFile(join(view.folder, 'split.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('tells why a folder cannot be read', async () => {
    const empty = join(data.home, 'empty');
    await mkdir(empty);
    const project = await data.create(empty);
    expect((await data.view(project)).reading).toMatchObject({
      kind: 'failed',
      error: { code: 'no-classes' },
    });
  });

  it('goes on by itself where the service was killed while it read', async () => {
    const { project } = await data.projects.create({ source: { kind: 'path', path: source } });
    const opened = await data.store.open(project);
    await data.projects.reader.settled(opened);
    await opened.update((file) => ({ ...file, reading: null }));
    await rm(join(opened.folder, 'photos.json'));
    await data.restart();
    expect(await data.until(project, ({ reading }) => reading.kind === 'read')).toMatchObject({ photos: 24 });
  });
});

describe('a project', () => {
  it('finds its photos again where they were moved', async () => {
    const project = await data.create(source);
    const moved = join(data.home, 'elsewhere');
    await rename(source, moved);
    expect((await data.projects.list())[0]).toMatchObject({ missing: true });
    expect((await data.view(project)).source.missing).toBe(true);
    await data.projects.relink({ project, folder: moved });
    const view = await data.until(project, ({ reading }) => reading.kind === 'read');
    expect(view).toMatchObject({ photos: 24, source: { folder: moved, missing: false } });
    await expect(data.projects.relink({ project, folder: source })).rejects.toMatchObject({
      code: 'folder-not-found',
    });
  });

  it('keeps its source while its photos are being moved', async () => {
    const project = await data.create(source);
    const elsewhere = join(data.home, 'elsewhere');
    await makeTree(elsewhere, classTree(['cats', 'dogs'], 12));
    const opened = await data.store.open(project);
    const { source: before } = opened.file;
    opened.setWork({ writing: { kind: 'writing', done: 0, total: null } });
    await expect(data.projects.relink({ project, folder: elsewhere })).rejects.toMatchObject({
      code: 'project-busy',
      facts: { doing: 'splitting' },
    });
    expect(opened.file.source).toEqual(before);
  });

  it('is listed with what it holds, the last opened first, and keeps its folder when forgotten', async () => {
    const other = join(data.home, 'other');
    await makeTree(other, { 'a/1.png': 1, 'b/2.png': 2, 'c/3.png': 3 });
    const first = await data.create(source);
    const second = await data.create(other);
    expect(await data.projects.list()).toMatchObject([
      { id: second, name: 'other', classes: 3, photos: 3, thumbnails: ['a/1.png', 'b/2.png', 'c/3.png'] },
      { id: first, name: 'My Photos', classes: 2, photos: 24 },
    ]);
    await data.create(source);
    expect((await data.projects.list()).map(({ id }) => id)).toEqual([first, second]);
    const { folder } = await data.view(second);
    await data.projects.forget({ project: second });
    expect(await data.projects.list()).toHaveLength(1);
    expect(await readFile(join(folder, 'project.json'), 'utf8')).toContain(second);
    await expect(data.view(second)).rejects.toMatchObject({ code: 'project-not-found' });
  });

  it('keeps name and settings over a restart', async () => {
    const project = await data.create(source);
    const { settings } = await data.view(project);
    await data.projects.rename({ project, name: '猫和狗' });
    await data.projects.setSettings({ project, settings: { ...settings, seed: 99, runName: 'first' } });
    await data.restart();
    expect(await data.view(project)).toMatchObject({
      name: '猫和狗',
      settings: { seed: 99, runName: 'first' },
    });
  });

  it('is not forgotten while it trains', async () => {
    const project = await data.create(source);
    data.active.run = 'run-1';
    await expect(data.projects.forget({ project })).rejects.toMatchObject({
      code: 'project-busy',
      facts: { doing: 'training' },
    });
  });

  it('sends at most four views a second, and the last one always', async () => {
    const project = await data.create(source);
    const opened = await data.store.open(project);
    const last = `${opened.file.name}${'+'.repeat(40)}`;
    const changing = setInterval(() => {
      void opened.update((file) => (file.name === last ? file : { ...file, name: `${file.name}+` }));
    }, 10);
    const views: ProjectView[] = [];
    const times: number[] = [];
    for await (const view of data.projects.watch({ project }, new AbortController().signal)) {
      views.push(view);
      times.push(Date.now());
      if (view.name === last) break;
    }
    clearInterval(changing);
    expect(views.length).toBeGreaterThan(1);
    for (let index = 1; index < times.length; index++)
      expect(times[index]! - times[index - 1]!).toBeGreaterThan(200);
  });
});
