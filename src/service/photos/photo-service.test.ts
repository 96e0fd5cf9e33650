import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhotoFilter, ProjectView } from '../../shared/app/project-view.ts';
import { classTree, makeTree, snapshot } from '../../engine/dataset/fixtures/make-tree.ts';
import { scanDataset } from '../../engine/dataset/scan-dataset.ts';
import { takeSplit } from '../../engine/dataset/load-dataset.ts';
import { silentContext } from '../../engine/job/job-context.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let source: string;
let project: string;

beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'photos');
  await makeTree(source, classTree(['cats', 'dogs', 'owls'], 12));
  project = await data.create(source);
});
afterEach(async () => {
  await data.remove();
});

const page = (filter: PhotoFilter, rest: { search?: string; offset?: number; limit?: number } = {}) =>
  data.photos.page({ project, filter, search: '', offset: 0, limit: 500, ...rest });
const paths = async (filter: PhotoFilter, search = '') =>
  (await page(filter, { search })).photos.map(({ path }) => path);
const names = ({ classes }: ProjectView) =>
  classes.map(({ name, photos, excluded }) => [name, excluded ? 'excluded' : photos]);
const readAgain = async () => {
  await data.projects.read({ project });
  await data.projects.reader.settled(await data.store.open(project));
};
/** What training reads. */
const trainingSet = async () => {
  const { folder } = await data.store.open(project);
  return takeSplit(await scanDataset(folder, silentContext));
};

describe('page', () => {
  it('shows the classes in turns, the same every time, a page at a time', async () => {
    const first = await page({ kind: 'all' }, { limit: 4 });
    expect(first).toMatchObject({ total: 36, offset: 0 });
    expect(first.photos.map(({ path }) => path)).toEqual([
      'cats/0.png',
      'dogs/0.png',
      'owls/0.png',
      'cats/1.png',
    ]);
    expect(first.photos[0]).toMatchObject({
      className: 'cats',
      width: 4,
      height: 4,
      state: { kind: 'used' },
      relabelledFrom: null,
      sameAs: [],
    });
    expect(first.photos[0]!.version).toMatch(/^[0-9a-f]{12}$/);
    const second = await page({ kind: 'all' }, { limit: 2, offset: 3 });
    expect(second.photos[0]!.path).toBe('cats/1.png');
    expect((await page({ kind: 'all' }, { offset: 99 })).photos).toEqual([]);
  });

  it('filters by class and part, and searches in any case of letters', async () => {
    expect(await paths({ kind: 'class', className: 'dogs' })).toHaveLength(12);
    expect(await paths({ kind: 'class', className: 'none' })).toEqual([]);
    const { split } = await data.view(project);
    const test = await page({ kind: 'part', part: 'test' });
    expect(test.total).toBe(split.counts.test);
    expect(new Set(test.photos.map(({ part }) => part))).toEqual(new Set(['test']));
    expect(await paths({ kind: 'all' }, 'OWLS/1')).toEqual(['owls/1.png', 'owls/10.png', 'owls/11.png']);
    expect(await paths({ kind: 'all' }, 'nothing')).toEqual([]);
  });

  it('stays quick with 20,000 photos', async () => {
    const opened = await data.store.open(project);
    const { photoIndexOf } = await import('../projects/photo-index.ts');
    const photos = Array.from({ length: 20_000 }, (_, index) => ({
      ...opened.index.photos[0]!,
      path: `${index % 2 ? 'cats' : 'dogs'}/${index}.jpg`,
      className: index % 2 ? 'cats' : 'dogs',
      sha256: index.toString(16).padStart(64, '0'),
    }));
    await opened.setIndex(photoIndexOf({ ...opened.index, photos, skipped: [] }), false);
    for (let offset = 0; offset < 20_000; offset += 500)
      expect((await page({ kind: 'all' }, { offset, search: '1' })).photos.length).toBeLessThanOrEqual(500);
    expect((await page({ kind: 'part', part: 'train' })).total).toBe(14_000);
  });
});

describe('classes', () => {
  it('are renamed, put together and left out, and brought back by the former list', async () => {
    const former = (await data.view(project)).classes.map(({ name, folders, excluded }) => ({
      name,
      folders: [...folders],
      excluded,
    }));
    await data.photos.setClasses({
      project,
      classes: [
        { name: '  pets ', folders: ['cats', 'dogs'], excluded: false },
        { name: 'owls', folders: ['owls'], excluded: true },
      ],
    });
    const view = await data.view(project);
    expect(names(view)).toEqual([
      ['owls', 'excluded'],
      ['pets', 24],
    ]);
    expect(view.photos).toBe(24);
    expect(view.split.error).toMatchObject({ code: 'one-class-only', facts: { className: 'pets' } });
    expect((await page({ kind: 'class', className: 'owls' })).photos[0]).toMatchObject({
      state: { kind: 'left-out' },
      part: null,
    });
    await expect(trainingSet()).rejects.toThrow();
    await data.photos.setClasses({ project, classes: former });
    expect(names(await data.view(project))).toEqual([
      ['cats', 12],
      ['dogs', 12],
      ['owls', 12],
    ]);
    expect((await trainingSet()).classes).toEqual(['cats', 'dogs', 'owls']);
  });

  it('put up with stale, doubled and unknown folders', async () => {
    await data.photos.setClasses({
      project,
      classes: [
        { name: 'a', folders: ['cats', 'cats', 'nothing'], excluded: false },
        { name: 'b', folders: ['cats'], excluded: true },
        { name: 'a', folders: ['dogs'], excluded: false },
      ],
    });
    expect(names(await data.view(project))).toEqual([
      ['a', 24],
      ['owls', 12],
    ]);
  });

  it('that are new in the folder stand for themselves after the next reading', async () => {
    await data.photos.setClasses({
      project,
      classes: [{ name: 'felines', folders: ['cats'], excluded: false }],
    });
    await makeTree(source, { 'ants/1.png': 90_001 });
    await readAgain();
    expect(names(await data.view(project)).map(([name]) => name)).toEqual([
      'ants',
      'dogs',
      'felines',
      'owls',
    ]);
  });
});

describe('photos', () => {
  it('are left out and taken in again; the files stay', async () => {
    const before = await snapshot(source);
    await data.photos.change({ project, paths: ['cats/0.png', 'dogs/1.png'], change: { kind: 'leave-out' } });
    expect((await data.view(project)).photos).toBe(34);
    expect(await paths({ kind: 'left-out' })).toEqual(['cats/0.png', 'dogs/1.png']);
    expect((await trainingSet()).photos.map(({ path }) => path)).not.toContain('cats/0.png');
    await data.photos.change({ project, paths: ['cats/0.png'], change: { kind: 'take-in' } });
    expect((await data.view(project)).photos).toBe(35);
    expect(await snapshot(source)).toEqual(before);
  });

  it('get another label that follows the class when it is renamed, and their own again', async () => {
    const relabel = (className: string | null) =>
      data.photos.change({ project, paths: ['cats/0.png'], change: { kind: 'relabel', className } });
    await relabel('dogs');
    await data.photos.setClasses({
      project,
      classes: [{ name: 'hounds', folders: ['dogs'], excluded: false }],
    });
    const shown = (await page({ kind: 'class', className: 'hounds' })).photos[0];
    expect(shown).toMatchObject({ path: 'cats/0.png', className: 'hounds', relabelledFrom: 'cats' });
    expect((await data.view(project)).classes.map(({ photos }) => photos)).toEqual([11, 13, 12]);
    const { classes, photos } = await trainingSet();
    expect(classes[photos.find(({ path }) => path === 'cats/0.png')!.classIndex]).toBe('hounds');
    await relabel('cats');
    expect((await data.store.open(project)).file.relabelled).toEqual({});
    await expect(relabel('nothing')).rejects.toMatchObject({ code: 'invalid-setting' });
  });

  it('that are not of the project change nothing', async () => {
    await expect(
      data.photos.change({ project, paths: ['cats/0.png', '../x.png'], change: { kind: 'leave-out' } }),
    ).rejects.toMatchObject({ code: 'photo-not-found', facts: { path: '../x.png' } });
    expect((await data.view(project)).photos).toBe(36);
  });

  it('may be changed by two at once', async () => {
    const all = await paths({ kind: 'all' });
    await Promise.all(
      all.map((path) => data.photos.change({ project, paths: [path], change: { kind: 'leave-out' } })),
    );
    expect((await data.view(project)).photos).toBe(0);
    expect(await paths({ kind: 'left-out' })).toHaveLength(36);
  });
});

describe('findings', () => {
  it('come most serious first, and lead to what is behind them', async () => {
    const cat = await readFile(join(source, 'cats', '0.png'));
    await makeTree(source, {
      'dogs/copy-of-cat.png': cat,
      'owls/same.png': await readFile(join(source, 'owls', '1.png')),
      'owls/png.jpg': 55_001,
      'owls/broken.jpg': 'no photo',
      'owls/empty.png': '',
      'owls/notes.txt': 'x',
      'ants/1.png': 55_002,
    });
    await readAgain();
    const { findings } = await data.view(project);
    expect(findings).toEqual([
      { kind: 'same-photo-in-two-classes', count: 1 },
      { kind: 'class-too-small', className: 'ants', count: 1, needed: 10 },
      { kind: 'unreadable', count: 1 },
      { kind: 'not-photos', count: 2 },
      { kind: 'identical', count: 2 },
      { kind: 'tiny', count: 40, side: 75 },
      { kind: 'misnamed', count: 1 },
      { kind: 'unbalanced', largest: 'owls', smallest: 'ants', ratio: 14 },
    ]);
    expect(await paths({ kind: 'finding', finding: 'same-photo-in-two-classes' })).toEqual([
      'cats/0.png',
      'dogs/copy-of-cat.png',
    ]);
    const unreadable = await page({ kind: 'finding', finding: 'unreadable' });
    expect(unreadable.photos[0]).toMatchObject({
      path: 'owls/empty.png',
      className: 'owls',
      width: null,
      version: null,
      state: { kind: 'unusable', skipped: { reason: 'empty-file' } },
    });
    const copy = (await page({ kind: 'class', className: 'owls' }, { search: 'same' })).photos[0];
    expect(copy).toMatchObject({ sameAs: ['owls/1.png'] });
    expect((await paths({ kind: 'to-look-at' })).slice(0, 3)).toEqual([
      'cats/0.png',
      'dogs/copy-of-cat.png',
      'ants/1.png',
    ]);
  });

  it('say that classes are balanced', async () => {
    expect((await data.view(project)).findings.at(-1)).toEqual({ kind: 'balanced' });
  });
});

describe('setSplit', () => {
  it('plans anew by seed and shares; the same seed gives the same plan', async () => {
    const test = () => paths({ kind: 'part', part: 'test' });
    const spec = { kind: 'ratio', train: 50, validation: 25, test: 25 } as const;
    await data.photos.setSplit({ project, spec, seed: 1 });
    const first = await test();
    expect((await data.view(project)).split).toMatchObject({ spec, seed: 1, counts: { train: 18, test: 9 } });
    await data.photos.setSplit({ project, spec, seed: 2 });
    expect(await test()).not.toEqual(first);
    await data.photos.setSplit({ project, spec, seed: 1 });
    expect(await test()).toEqual(first);
  });

  it('shows in the view why there is no split', async () => {
    const spec = { kind: 'count', train: 10, validation: 10, test: 10 } as const;
    await data.photos.setSplit({ project, spec, seed: 1 });
    const { split } = await data.view(project);
    expect(split.error).toMatchObject({ code: 'class-too-small', facts: { needed: 30 } });
    expect(split.counts).toEqual({ train: 0, validation: 0, test: 0 });
  });

  it.each([
    { kind: 'ratio', train: 50, validation: 50, test: 50 },
    { kind: 'ratio', train: -10, validation: 60, test: 50 },
    { kind: 'ratio', train: 0, validation: 50, test: 50 },
    { kind: 'count', train: 0, validation: 1, test: 1 },
    { kind: 'count', train: 5, validation: -1, test: 1 },
  ] as const)('refuses %j', async (spec) => {
    await expect(data.photos.setSplit({ project, spec, seed: 1 })).rejects.toMatchObject({
      code: expect.stringMatching(/^split-(sum|spec)-invalid$/),
    });
  });
});

describe('a split folder', () => {
  it('is taken with its parts, and told where they do not fit together', async () => {
    const split = join(data.home, 'split');
    await makeTree(split, {
      ...Object.fromEntries(
        Object.entries(classTree(['a', 'b'], 4)).map(([path, number]) => [`train/${path}`, number]),
      ),
      'test/a/9.png': 8_001,
      'test/b/9.png': 8_002,
    });
    project = await data.create(split);
    expect((await data.view(project)).split).toMatchObject({
      given: true,
      error: null,
      counts: { train: 8, validation: 0, test: 2 },
    });
    await data.photos.change({ project, paths: ['test/b/9.png'], change: { kind: 'leave-out' } });
    expect((await data.view(project)).split).toMatchObject({
      error: { code: 'classes-differ-between-parts' },
      counts: { train: 8, test: 1 },
    });
  });
});
