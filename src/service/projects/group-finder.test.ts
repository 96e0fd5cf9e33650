import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTree } from '../../engine/dataset/fixtures/make-tree.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import type { GroupChoice } from '../../shared/app/group-choice.ts';
import { openDataServices, type DataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let project: string;
beforeEach(async () => {
  data = await openDataServices();
  const source = join(data.home, 'pets');
  const files = Array.from({ length: 40 }, (_, at): [string, number] => {
    const className = at % 2 === 0 ? 'cats' : 'dogs';
    return [`${className}/s${at % 10}_${at}.png`, at + 1];
  });
  const nested = Array.from({ length: 12 }, (_, at): [string, number] => [
    `cats/clip${at % 3}/${at}.png`,
    500 + at,
  ]);
  await makeTree(source, Object.fromEntries([...files, ...nested]));
  project = await data.create(source);
  await data.projects.twins.settled(await data.store.open(project));
});
afterEach(() => data.remove());

async function setGroup(rule: GroupChoice | null): Promise<void> {
  await data.photos.setGroup({ project, rule });
  const opened = await data.store.open(project);
  await data.projects.reader.settled(opened);
  await data.projects.groups.settled(opened);
  await data.projects.twins.settled(opened);
}

async function partsBySubject(subject: RegExp): Promise<ReadonlyMap<string, Set<string>>> {
  const { folder } = await data.store.open(project);
  const split = splitFileSchema.parse(JSON.parse(await readFile(join(folder, 'split.json'), 'utf8')));
  const found = new Map<string, Set<string>>();
  for (const { path, part } of split.photos) {
    const name = subject.exec(path)?.[0];
    if (name !== undefined) found.set(name, (found.get(name) ?? new Set()).add(part));
  }
  return found;
}

const isWhole = (parts: ReadonlyMap<string, Set<string>>): boolean =>
  [...parts.values()].every(({ size }) => size === 1);

describe('groups of a project', () => {
  it('by a pattern stay in one part, and are known after a restart', async () => {
    expect(isWhole(await partsBySubject(/s\d_/))).toBe(false);
    await setGroup({ kind: 'pattern', pattern: '^(s[0-9])_' });
    const parts = await partsBySubject(/s\d_/);
    expect(parts.size).toBe(10);
    expect(isWhole(parts)).toBe(true);
    await data.restart();
    const { groups, error } = (await data.view(project)).split;
    expect(error).toBeNull();
    expect(groups).toMatchObject({
      rule: { kind: 'pattern', pattern: '^(s[0-9])_' },
      finding: false,
      error: null,
      found: { groups: 10, photos: 40 },
    });
    expect(groups.found!.largest[0]).toMatchObject({ name: 's0', photos: 4 });
    expect(groups.found!.largest[0]!.thumbnails).toHaveLength(4);
  });

  it('by folder are read inside the classes, and out again when they no longer count', async () => {
    expect((await data.view(project)).photos).toBe(40);
    await setGroup({ kind: 'folder' });
    const view = await data.view(project);
    expect(view.photos).toBe(52);
    expect(view.split.groups.found).toMatchObject({ groups: 3, photos: 12 });
    const parts = await partsBySubject(/clip\d/);
    expect(parts.size).toBe(3);
    expect(isWhole(parts)).toBe(true);
    await setGroup(null);
    expect((await data.view(project)).photos).toBe(40);
  });

  it('come from a table that the project keeps', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `s${at % 10}_${at}.png,animal ${at % 10}`);
    const given = await data.photos.addGroupTable({ project, text: `file,animal\n${lines.join('\n')}` });
    expect(given.columns).toEqual(['file', 'animal']);
    await setGroup({ kind: 'csv', table: given.table, column: 'animal' });
    const { groups } = (await data.view(project)).split;
    expect(groups.rule).toEqual({ kind: 'csv', table: given.table, column: 'animal' });
    expect(groups.found).toMatchObject({ groups: 10, photos: 40 });
  });

  it('are found anew with the photos', async () => {
    await setGroup({ kind: 'pattern', pattern: '^(s[0-9])_' });
    await makeTree(join(data.home, 'pets'), { 'dogs/s0_90.png': 900, 'dogs/s0_91.png': 901 });
    const opened = await data.store.open(project);
    await data.projects.read({ project });
    await data.projects.reader.settled(opened);
    await data.projects.groups.settled(opened);
    expect((await data.view(project)).split.groups.found).toMatchObject({ groups: 10, photos: 42 });
    expect(isWhole(await partsBySubject(/s\d_/))).toBe(true);
  });

  it('that cannot be found leave no split, and say why', async () => {
    const { table } = await data.photos.addGroupTable({ project, text: 'file,animal\ns0_0.png,one\n' });
    await setGroup({ kind: 'csv', table, column: 'nobody' });
    const { split, folder } = await data.view(project);
    expect(split.error).toMatchObject({ code: 'group-file-invalid' });
    expect(existsSync(join(folder, 'split.json'))).toBe(false);
    await setGroup(null);
    expect((await data.view(project)).split.error).toBeNull();
    expect(existsSync(join(folder, 'split.json'))).toBe(true);
  });

  it('that hold a whole class say so', async () => {
    await setGroup({ kind: 'pattern', pattern: '^s' });
    expect((await data.view(project)).split.error).toMatchObject({
      code: 'class-too-small',
      facts: { className: 'cats', count: 1, needed: 3, reason: 'groups' },
    });
  });
});
