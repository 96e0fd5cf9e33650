import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classTree, makeTree } from '../../engine/dataset/fixtures/make-tree.ts';
import type { SplitDataset } from '../../shared/dataset.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';
import { planProjectFolds } from './project-folds.ts';

let data: DataServices;
let project: string;

beforeEach(async () => {
  data = await openDataServices();
  const source = join(data.home, 'photos');
  await makeTree(source, classTree(['cats', 'dogs'], 12));
  project = await data.create(source);
});
afterEach(async () => {
  await data.remove();
});

const tested = (folds: readonly SplitDataset[]): readonly string[] =>
  folds.flatMap(({ photos }) => photos.filter(({ part }) => part === 'test').map(({ path }) => path)).sort();

describe('planProjectFolds', () => {
  it('tests every photo in use once, by its own class, and none that was left out', async () => {
    await data.photos.change({ project, paths: ['cats/0.png'], change: { kind: 'leave-out' } });
    const change = { kind: 'relabel', className: 'dogs' } as const;
    await data.photos.change({ project, paths: ['cats/1.png'], change });
    const opened = await data.store.open(project);
    const folds = planProjectFolds(opened, 4);
    expect(folds).toHaveLength(4);
    const all = folds[0]!.photos.map(({ path }) => path).sort();
    expect(all).toHaveLength(23);
    expect(all).not.toContain('cats/0.png');
    expect(tested(folds)).toEqual(all);
    expect(folds[0]!.photos.find(({ path }) => path === 'cats/1.png')?.classIndex).toBe(1);
  });

  it('parts no photos of one picture', async () => {
    const opened = await data.store.open(project);
    const hashes = planProjectFolds(opened, 2)[0]!.photos.map(({ sha256 }) => sha256);
    const twins = [hashes.slice(0, 3), hashes.slice(12, 16)];
    await opened.setTwins(twins);
    for (const { photos } of planProjectFolds(opened, 3)) {
      const partOf = new Map(photos.map(({ sha256, part }) => [sha256, part]));
      for (const group of twins) expect(new Set(group.map((sha256) => partOf.get(sha256))).size).toBe(1);
    }
  });

  it('parts no group of the project’s rule, and says when groups are too few', async () => {
    await data.photos.setGroup({ project, rule: { kind: 'pattern', pattern: '^([0-9])' } });
    const opened = await data.store.open(project);
    await data.projects.groups.settled(opened);
    for (const { photos } of planProjectFolds(opened, 3)) {
      const groups = new Map<string, Set<string>>();
      for (const { path, part } of photos) {
        const name = path.split('/')[1]![0]!;
        groups.set(name, (groups.get(name) ?? new Set()).add(part));
      }
      expect([...groups.values()].map((parts) => parts.size)).toEqual([...groups].map(() => 1));
    }
    expect(() => planProjectFolds(opened, 11)).toThrow(
      expect.objectContaining({
        code: 'class-too-small',
        facts: expect.objectContaining({ reason: 'groups' }) as unknown,
      }) as Error,
    );
  });
});
