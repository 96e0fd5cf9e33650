import { cp, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../../engine/archive/fixtures/make-zip.ts';
import { growingPath } from '../../../engine/dataset/copy-file.ts';
import { makeTree, snapshot } from '../../../engine/dataset/fixtures/make-tree.ts';
import { silentContext } from '../../../engine/job/job-context.ts';
import type { Inputs } from '../../../shared/app/inputs.ts';
import type { PackNews } from '../../../shared/app/work-view.ts';
import type { PackProjectResult, UnpackProjectResult } from '../../../shared/job-results/project-results.ts';
import type { DataServices } from '../../fixtures/open-data-services.ts';
import { openProjectStore } from '../project-store.ts';
import { openPackingPlace, readJson as json } from './fixtures/packing-place.ts';
import { packProject } from './pack-project.ts';
import { unpackProject } from './unpack-project.ts';

let place: Awaited<ReturnType<typeof openPackingPlace>>;
let data: DataServices;
let source: string;
let folder: string;
let packed: string;
let out: string;

beforeEach(async () => {
  place = await openPackingPlace();
  ({ data, source, folder, packed, out } = place);
});
afterEach(() => place.remove());

const pack = (photos = true): Promise<PackProjectResult> =>
  packProject({ job: 'pack-project', folder, out: packed, photos }, silentContext);
const unpack = (photos?: string): Promise<UnpackProjectResult> =>
  unpackProject(
    { job: 'unpack-project', file: packed, out, id: 'new-id', ...(photos === undefined ? {} : { photos }) },
    silentContext,
  );
/** What the app is told while it packs. */
const packNews = async (
  request: Inputs['packProject'],
  stop = new AbortController(),
): Promise<PackNews[]> => {
  const told: PackNews[] = [];
  for await (const news of data.projects.pack(request, stop.signal)) told.push(news);
  return told;
};
/** A file of the project that takes a while to be packed. */
const makeLarge = () => writeFile(join(folder, 'runs', 'one', 'weights.safetensors'), Buffer.alloc(32e6, 7));
/** Waits until that is being packed. */
const hasGrown = async (): Promise<void> => {
  while ((await stat(growingPath(packed)).catch(() => ({ size: 0 }))).size < 1e6) await setImmediate();
};
/** The project as the app on the other computer opens it. */
const opened = async () => {
  const store = openProjectStore(place.other);
  await store.join(out, 'new-id');
  return store.open('new-id');
};

describe('a project with its photos', () => {
  it('is the same on another computer', async () => {
    const before = await json(join(folder, 'split.json'));
    const photosBefore = await snapshot(source);
    expect(await pack()).toMatchObject({ path: packed, photos: 41, missing: 0 });
    await rename(source, `${source}-gone`);

    expect(await unpack()).toEqual({ folder: out, name: 'Pets', photos: 41, missing: 0, withPhotos: true });
    const photos = join(out, 'photos');
    expect(await snapshot(photos)).toEqual(photosBefore);
    expect(await json(join(out, 'split.json'))).toEqual({ ...before, folder: photos });
    expect(await json(join(out, 'runs', 'one', 'split.json'))).toEqual({ ...before, folder: photos });
    expect(await json(join(out, 'runs', 'one', 'config.json'))).toMatchObject({ source: { folder: photos } });
    expect(await readFile(join(out, 'runs', 'one', 'weights.safetensors'))).toEqual(Buffer.alloc(1000, 7));

    const project = await opened();
    expect(project.file).toMatchObject({ name: 'Pets', leftOut: ['cats/3.png'], reading: 'read' });
    expect(project.index.photos).toHaveLength(41);
    expect(await project.photoFile('dogs/1.png')).toBe(join(photos, 'dogs', '1.png'));
    // Nothing but the project is left.
    expect(await readdir(join(place.other, 'projects'))).toEqual(['pets']);
  });

  it('is packed under a free name, and opened under none that is taken', async () => {
    await writeFile(packed, 'mine');
    const result = await pack();
    expect(result.path).toBe(join(data.home, 'Pets (2).thaw'));
    expect(await readFile(packed, 'utf8')).toBe('mine');
    packed = result.path;
    await makeTree(out, { 'mine.txt': 'mine' });
    await expect(unpack()).rejects.toMatchObject({ code: 'folder-name-taken' });
    expect(await snapshot(out)).toEqual({ 'mine.txt': Buffer.from('mine').toString('base64') });
  });

  it('leaves out what is just being written, or what a kill left of that', async () => {
    await writeFile(join(folder, 'twins.json.4711-0-3.tmp'), '{"half":');
    await pack();
    await unpack();
    expect((await readdir(out)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('leaves out photos that are gone or changed, and says how many', async () => {
    await rm(join(source, 'cats', '1.png'));
    await writeFile(join(source, 'cats', '2.png'), 'changed');
    expect(await pack()).toMatchObject({ photos: 39, missing: 2 });
    expect(await unpack()).toMatchObject({ photos: 39 });
  });

  it('takes what links lead to, and photos that lists name elsewhere', async () => {
    const far = join(data.home, 'far.png');
    await rename(join(source, 'cats', '1.png'), far);
    await symlink(far, join(source, 'cats', '1.png'));
    const split = (await json(join(folder, 'split.json'))) as { photos: { path: string }[] };
    const listed = join(data.home, 'listed.png');
    const moved = split.photos.find(({ path }) => path === 'dogs/5.png')!;
    await cp(join(source, 'dogs', '5.png'), listed);
    const list = { ...split, folder: data.home, photos: [{ ...moved, path: listed }] };
    await writeFile(join(folder, 'runs', 'one', 'split.json'), JSON.stringify(list));
    const answers = { test: [{ path: listed, classIndex: 1 }] };
    await writeFile(join(folder, 'runs', 'one', 'answers.json'), JSON.stringify(answers));

    expect(await pack()).toMatchObject({ photos: 42, missing: 0 });
    await unpack();
    expect(await readFile(join(out, 'photos', 'cats', '1.png'))).toEqual(await readFile(far));
    const there = (await json(join(out, 'runs', 'one', 'split.json'))) as typeof list;
    expect(there.folder).toBe(join(out, 'photos-2'));
    const [photo] = there.photos;
    expect(photo!.path).toMatch(/^outside\/[0-9a-f]{24}-0\.png$/);
    expect(await readFile(join(there.folder, photo!.path))).toEqual(await readFile(listed));
    expect(await json(join(out, 'runs', 'one', 'answers.json'))).toEqual({
      test: [{ path: photo!.path, classIndex: 1 }],
    });
  });

  it('is not packed while something is written in it', async () => {
    const file = join(folder, 'runs', 'one', 'metrics.jsonl');
    await writeFile(file, 'x'.repeat(10));
    let events = 0;
    const context = {
      ...silentContext,
      report: () => {
        events++;
      },
    };
    const growing = setInterval(() => void writeFile(file, 'x'.repeat(10 + Math.random() * 1e6)), 0);
    try {
      const attempts = Array.from({ length: 20 }, (_, index) =>
        packProject({ job: 'pack-project', folder, out: `${packed}${index}`, photos: false }, context).then(
          () => 'packed',
          (error: unknown) => (error as { code: string }).code,
        ),
      );
      const ends = new Set(await Promise.all(attempts));
      expect([...ends].every((end) => ['packed', 'project-busy'].includes(end))).toBe(true);
    } finally {
      clearInterval(growing);
    }
    expect(events).toBeGreaterThan(0);
    expect((await readdir(data.home)).filter((name) => name.endsWith('.thaw-part'))).toEqual([]);
  });

  it('leaves nothing where it is cancelled in the middle of a file, and all that was there', async () => {
    await makeLarge();
    await writeFile(packed, 'mine');
    const before = await snapshot(data.home);
    const stop = new AbortController();
    const context = { ...silentContext, signal: stop.signal };
    const packing = packProject({ job: 'pack-project', folder, out: packed, photos: true }, context);
    await hasGrown();
    stop.abort();
    await expect(packing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await snapshot(data.home)).toEqual(before);
    expect(await pack()).toMatchObject({ photos: 41, missing: 0 });
  });
});

describe('the app', () => {
  it('packs a project and opens a packed one beside it', async () => {
    const [known] = await data.projects.list();
    const news = await packNews({ project: known!.id, folder: data.home, photos: true });
    expect(news[0]).toMatchObject({ kind: 'computing', stage: 'packing', done: 0 });
    const last = news.at(-1);
    if (last?.kind !== 'packed') throw new Error(`ended with ${JSON.stringify(last)}`);
    const { path } = last.packed;
    expect(path).toBe(packed);
    const { project } = await data.projects.create({ source: { kind: 'path', path } });
    expect(project).not.toBe(known!.id);
    expect(await data.projects.list()).toMatchObject([
      { id: project, name: 'Pets', photos: 40, missing: false },
      { id: known!.id, name: 'Pets' },
    ]);
  });

  it('ends the packing with whoever asked for it: nothing is left of it, and nothing is lost', async () => {
    await makeLarge();
    const before = await snapshot(data.home);
    const [known] = await data.projects.list();
    const stop = new AbortController();
    const packing = packNews({ project: known!.id, folder: data.home, photos: true }, stop);
    await hasGrown();
    stop.abort();
    expect((await packing).map(({ kind }) => kind)).not.toContain('packed');
    await expect.poll(() => readdir(data.home)).not.toContain(basename(growingPath(packed)));
    expect(await snapshot(data.home)).toEqual(before);
    expect(await data.projects.list()).toEqual([known]);
    const again = await packNews({ project: known!.id, folder: data.home, photos: true });
    expect(again.at(-1)).toMatchObject({ kind: 'packed', packed: { photos: 41 } });
  });

  it('refuses to pack while a training runs or where it may not write, and lists nothing that failed', async () => {
    const [{ id } = { id: '' }] = await data.projects.list();
    const request = { project: id, folder: data.home, photos: false };
    data.active.run = 'one';
    await expect(packNews(request)).rejects.toMatchObject({ code: 'project-busy' });
    data.active.run = null;
    data.refused.add(data.home);
    await expect(packNews(request)).rejects.toMatchObject({ code: 'folder-not-allowed' });
    data.refused.clear();
    await writeFile(packed, zipOf([{ name: 'a.txt', content: Buffer.from('x') }]));
    await expect(data.projects.create({ source: { kind: 'path', path: packed } })).rejects.toMatchObject({
      code: 'packed-project-invalid',
    });
    expect(await data.projects.list()).toHaveLength(1);
    expect(await readdir(data.store.projectsFolder)).toHaveLength(1);
  });

  it('finds the photos of runs too where their folder was moved', async () => {
    const [{ id } = { id: '' }] = await data.projects.list();
    await rename(source, `${source}-moved`);
    await data.projects.relink({ project: id, folder: `${source}-moved` });
    expect(await json(join(folder, 'runs', 'one', 'split.json'))).toMatchObject({
      folder: `${source}-moved`,
    });
    await data.projects.reader.settled(await data.store.open(id));
  });
});

describe('a project without its photos', () => {
  beforeEach(async () => {
    expect(await pack(false)).toMatchObject({ photos: 0, missing: 0 });
  });

  it('waits for their folder', async () => {
    expect(await unpack()).toMatchObject({ photos: 0, withPhotos: false });
    const project = await opened();
    expect(project.file.source).toMatchObject({ kind: 'folder', folder: join(out, 'photos') });
    expect(project.index.photos).toHaveLength(41);
  });

  it('reads them where they lie as it has them', async () => {
    const copy = join(place.other, 'my photos');
    await cp(source, copy, { recursive: true });
    expect(await unpack(copy)).toMatchObject({ photos: 41, missing: 0, withPhotos: true });
    const project = await opened();
    expect(project.file.source).toMatchObject({ kind: 'folder', folder: copy, origin: copy });
    expect(project.index.folder).toBe(copy);
    for (const file of ['split.json', 'runs/one/split.json'])
      expect(await json(join(out, file))).toMatchObject({ folder: copy });
    expect(await readdir(out)).not.toContain('photos');
  });

  it('finds them by their content under other names, and copies them', async () => {
    const heap = join(place.other, 'heap');
    await mkdir(join(heap, 'deep'), { recursive: true });
    const before = await snapshot(source);
    for (const [number, path] of Object.keys(before).entries())
      await cp(join(source, path), join(heap, number % 2 ? 'deep' : '.', `IMG_${number}.png`));
    expect(await unpack(heap)).toMatchObject({ photos: 41, missing: 0 });
    expect(await snapshot(join(out, 'photos'))).toEqual(before);
    const project = await opened();
    expect(project.file.source).toMatchObject({ kind: 'upload', folder: join(out, 'photos') });
    expect(await project.photoFile('cats/7.png')).toBe(join(out, 'photos', 'cats', '7.png'));
  });

  it('says how many it did not find', async () => {
    const copy = join(place.other, 'some');
    await cp(source, copy, { recursive: true });
    await rm(join(copy, 'cats', '1.png'));
    await writeFile(join(copy, 'cats', '2.png'), 'another picture');
    expect(await unpack(copy)).toMatchObject({ photos: 39, missing: 2 });
    await expect(
      unpackProject(
        { job: 'unpack-project', file: packed, out: `${out}2`, id: 'x', photos: join(copy, 'nowhere') },
        silentContext,
      ),
    ).rejects.toMatchObject({ code: 'folder-not-found' });
  });
});
