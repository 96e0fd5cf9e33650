import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeGroups } from './merge-groups.ts';
import { subjectGroups } from './subject-groups.ts';

const photos = ['a/rex_1.jpg', 'a/rex_2.jpg', 'b/tom-1.jpg', 'b/other.jpg'].map((path, index) => ({
  path,
  classIndex: 0,
  sha256: `s${index}`,
  bytes: 1,
}));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-groups-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const groupsOf = async (rule: Parameters<typeof subjectGroups>[1]) =>
  Object.fromEntries(await subjectGroups(photos, rule));

describe('subjectGroups', () => {
  it('takes the first group of a pattern in the file name', async () => {
    expect(await groupsOf({ kind: 'pattern', pattern: String.raw`^(\p{L}+)[_-]\d` })).toEqual({
      rex: ['s0', 's1'],
      tom: ['s2'],
    });
  });

  it('takes a column of a CSV, by path or by file name', async () => {
    const file = join(folder, 'subjects.csv');
    await writeFile(file, 'file;animal\na/rex_1.jpg;one\nrex_2.jpg;one\nb\\tom-1.jpg;two\n');
    expect(await groupsOf({ kind: 'csv', file, column: 'animal' })).toEqual({
      one: ['s0', 's1'],
      two: ['s2'],
    });
    await expect(groupsOf({ kind: 'csv', file, column: 'none' })).rejects.toMatchObject({
      code: 'group-file-invalid',
      facts: { column: 'none', found: ['file', 'animal'] },
    });
  });

  it('refuses a pattern that is none, and a file that is not there', async () => {
    await expect(groupsOf({ kind: 'pattern', pattern: '(' })).rejects.toMatchObject({
      code: 'group-pattern-invalid',
    });
    await expect(
      groupsOf({ kind: 'csv', file: join(folder, 'none.csv'), column: 'a' }),
    ).rejects.toMatchObject({
      code: 'group-file-missing',
    });
  });
});

it('mergeGroups joins pairs through any chain', () => {
  const merged = mergeGroups([
    ['7', '3'],
    ['1', '2'],
    ['9', '7'],
    ['2', '4'],
    ['3', '9'],
  ]);
  expect(merged.map((group) => group.toSorted()).toSorted()).toEqual([
    ['1', '2', '4'],
    ['3', '7', '9'],
  ]);
  expect(mergeGroups([])).toEqual([]);
});

it('mergeGroups joins what shares a name, through any chain', () => {
  const merged = mergeGroups([['a', 'b'], ['c'], ['d', 'e'], ['b', 'd'], ['f', 'f']]);
  expect(merged.map((group) => group.toSorted())).toEqual([['a', 'b', 'd', 'e']]);
});
