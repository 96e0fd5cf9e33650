import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classTree, makeTree } from '../../engine/dataset/fixtures/make-tree.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CheckLabelsResult } from '../../shared/job-results/check-results.ts';
import { openDataServices, type DataServices } from '../fixtures/open-data-services.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { openLabelChecker } from './label-checker.ts';

let data: DataServices;
let source: string;
let project: string;
beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'pets');
  await makeTree(source, classTree(['cats', 'dogs'], 12));
  project = await data.create(source);
  await data.projects.twins.settled(await data.store.open(project));
});
afterEach(() => data.remove());

/** What the job would find: these photos of cats look like dogs. */
async function foundOf(paths: readonly string[]): Promise<CheckLabelsResult> {
  const { index } = await data.store.open(project);
  return {
    groups: [],
    suspects: paths.map((path) => ({
      path,
      sha256: index.get(path)!.sha256,
      className: 'cats',
      looksLike: 'dogs',
      margin: 0.8,
      likeness: { own: 0.1, other: 0.9 },
      neighbours: { other: 9, of: 10 },
      nearest: ['dogs/1.png', 'dogs/2.png'],
    })),
    photos: 24,
    seconds: 3,
  };
}

/** Checks with a stand-in for the job. */
async function check(run: () => Promise<unknown>): Promise<void> {
  const opened = await data.store.open(project);
  const checker = openLabelChecker((async () => run()) as unknown as JobRunner);
  checker.begin(opened);
  expect(opened.work.checking).not.toBeNull();
  await checker.settled(opened);
  expect(opened.work.checking).toBeNull();
}

const doubtful = async (): Promise<readonly string[]> =>
  (await data.photos.doubtful({ project })).map(({ photos }) => photos[0]!.path);
const change = (path: string, kind: 'keep-label' | 'doubt-label' | 'leave-out'): Promise<void> =>
  data.photos.change({ project, paths: [path], change: { kind } });

describe('a thorough check', () => {
  it('leaves labels in doubt, which survive a restart', async () => {
    const found = await foundOf(['cats/3.png', 'cats/7.png']);
    await check(() => Promise.resolve(found));
    await data.restart();
    expect(await doubtful()).toEqual(['cats/3.png', 'cats/7.png']);
    const { findings, check: view } = await data.view(project);
    expect(findings).toContainEqual({ kind: 'wrong-label', count: 2 });
    expect(view.last).toMatchObject({ photos: 24, suspects: 2 });
    const [first] = await data.photos.doubtful({ project });
    expect(first).toMatchObject({ looksLike: 'dogs', neighbours: { other: 9, of: 10 } });
    expect(first!.nearest.map(({ path }) => path)).toEqual(['dogs/1.png', 'dogs/2.png']);
  });

  it('does not doubt again what was kept, relabelled or left out; each can be taken back', async () => {
    const found = await foundOf(['cats/1.png', 'cats/2.png', 'cats/3.png']);
    await check(() => Promise.resolve(found));
    await change('cats/1.png', 'keep-label');
    await change('cats/2.png', 'leave-out');
    const relabel = { kind: 'relabel', className: 'dogs' } as const;
    await data.photos.change({ project, paths: ['cats/3.png'], change: relabel });
    await check(() => Promise.resolve(found));
    expect(await doubtful()).toEqual([]);
    await data.photos.change({ project, paths: ['cats/3.png'], change: { ...relabel, className: null } });
    await change('cats/1.png', 'doubt-label');
    expect(await doubtful()).toEqual(['cats/1.png', 'cats/3.png']);
  });

  it('follows a renamed class, and has nothing to say of a merged one', async () => {
    const found = await foundOf(['cats/1.png']);
    await check(() => Promise.resolve(found));
    const named = (...names: readonly string[]) => ({
      project,
      classes: names.map((name, index) => ({ name, folders: [['cats', 'dogs'][index]!], excluded: false })),
    });
    await data.photos.setClasses(named('cats', 'hounds'));
    expect((await data.photos.doubtful({ project }))[0]!.looksLike).toBe('hounds');
    const both = [{ name: 'pets', folders: ['cats', 'dogs'], excluded: false }];
    await data.photos.setClasses({ project, classes: both });
    expect(await doubtful()).toEqual([]);
  });

  it('that fails says why and keeps what was found before; one that is cancelled says nothing', async () => {
    const found = await foundOf(['cats/1.png']);
    await check(() => Promise.resolve(found));
    const error = new ThawError('disk-full', { path: '/photos' });
    await check(() => Promise.reject(error));
    expect((await data.view(project)).check.error).toMatchObject({ code: 'disk-full' });
    expect(await doubtful()).toEqual(['cats/1.png']);
    await check(() => Promise.reject(new ThawError('cancelled', {} as never)));
    expect((await data.view(project)).check.error).toBeNull();
  });

  it('is made once at a time', async () => {
    const opened = await data.store.open(project);
    const checker = openLabelChecker((() => new Promise(() => undefined)) as unknown as JobRunner);
    checker.begin(opened);
    expect(() => {
      checker.begin(opened);
    }).toThrow('project-busy');
    opened.setWork({ checking: null });
  });

  it('has a damaged file stand for none', async () => {
    const found = await foundOf(['cats/1.png']);
    await check(() => Promise.resolve(found));
    const { folder } = await data.store.open(project);
    await writeFile(join(folder, 'labels.json'), '{');
    await data.restart();
    expect(await doubtful()).toEqual([]);
  });
});
