import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupRule } from '../../shared/job-requests.ts';
import { parseRatio } from '../../shared/parse-split-spec.ts';
import { silentContext } from '../job/job-context.ts';
import { burstNames } from './groups/names-by-capture.ts';
import { namesByFolder } from './groups/names-by-folder.ts';
import { makeTree, temporaryFolder } from './fixtures/make-tree.ts';
import { mergeGroups } from './merge-groups.ts';
import { splitFolder } from './split-folder.ts';
import { subjectGroups } from './subject-groups.ts';

const photos = ['a/rex_1.jpg', 'a/rex_2.jpg', 'b/tom-1.jpg', 'b/other.jpg'].map((path) => ({
  path,
  classIndex: path.startsWith('a/') ? 0 : 1,
}));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-groups-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const groupsOf = async (...rules: GroupRule[]) =>
  Object.fromEntries(
    (await subjectGroups({ folder, photos, classes: ['a', 'b'] }, rules, silentContext)).map(
      ({ name, paths }) => [name, paths],
    ),
  );

describe('subjectGroups', () => {
  it('takes the first group of a pattern in the file name', async () => {
    expect(await groupsOf({ kind: 'pattern', pattern: String.raw`^(\p{L}+)[_-]\d` })).toEqual({
      rex: ['a/rex_1.jpg', 'a/rex_2.jpg'],
    });
  });

  it('takes a column of a CSV, by path or by file name', async () => {
    const file = join(folder, 'subjects.csv');
    await writeFile(file, 'file;animal\na/rex_1.jpg;one\nrex_2.jpg;one\nb\\tom-1.jpg;two\nother.jpg;two\n');
    expect(await groupsOf({ kind: 'csv', file, column: 'animal' })).toEqual({
      one: ['a/rex_1.jpg', 'a/rex_2.jpg'],
      two: ['b/other.jpg', 'b/tom-1.jpg'],
    });
    await expect(groupsOf({ kind: 'csv', file, column: 'none' })).rejects.toMatchObject({
      code: 'group-file-invalid',
      facts: { column: 'none', found: ['file', 'animal'] },
    });
  });

  it('joins what several rules say', async () => {
    const file = join(folder, 'more.csv');
    await writeFile(file, 'file,animal\nrex_2.jpg,one\ntom-1.jpg,one\n');
    expect(
      await groupsOf({ kind: 'pattern', pattern: '^(rex)' }, { kind: 'csv', file, column: 'animal' }),
    ).toEqual({ rex: ['a/rex_1.jpg', 'a/rex_2.jpg', 'b/tom-1.jpg'] });
  });

  it('refuses a pattern that is none, and a file that is not there', async () => {
    await expect(groupsOf({ kind: 'pattern', pattern: '(' })).rejects.toMatchObject({
      code: 'group-pattern-invalid',
      facts: { pattern: '(', detail: 'Unterminated group' },
    });
    await expect(
      groupsOf({ kind: 'csv', file: join(folder, 'none.csv'), column: 'a' }),
    ).rejects.toMatchObject({ code: 'group-file-missing' });
  });

  it('ends a pattern that would take without end', async () => {
    const name = `${'a'.repeat(60)}!.jpg`;
    const grouped = { folder, photos: [{ path: `a/${name}`, classIndex: 0 }], classes: ['a'] };
    await expect(
      subjectGroups(grouped, [{ kind: 'pattern', pattern: '^(a+)+$' }], silentContext),
    ).rejects.toMatchObject({ code: 'group-pattern-slow', facts: { pattern: '^(a+)+$' } });
  });
});

describe('by folder', () => {
  const names = (...paths: readonly string[]) => {
    const folded = paths.map((path) => ({
      path,
      className: path.split('/').at(path.startsWith('all/') ? 1 : 0)!,
    }));
    const nameOf = namesByFolder(folded);
    return paths.map(nameOf);
  };

  it('takes the deepest folder below the class, however deep the classes lie', () => {
    expect(names('cats/1.jpg', 'cats/tom/1.jpg', 'cats/tom/night/1.jpg', 'dogs/1.jpg')).toEqual([
      null,
      'cats/tom',
      'cats/tom/night',
      null,
    ]);
    expect(names('all/cats/1.jpg', 'all/cats/tom/1.jpg', 'all/dogs/1.jpg')).toEqual([
      null,
      'all/cats/tom',
      null,
    ]);
    // A folder called as its class.
    expect(names('cats/cats/1.jpg', 'dogs/2.jpg')).toEqual(['cats/cats', null]);
  });

  it('takes every folder of a list, whose folders are no classes', () => {
    const listed = ['one/1.jpg', 'one/2.jpg', '3.jpg'].map((path) => ({ path, className: 'cat' }));
    expect(listed.map(({ path }) => namesByFolder(listed)(path))).toEqual(['one', 'one', null]);
  });
});

describe('by camera and time', () => {
  it('chains photos of one camera, each near enough to the next', () => {
    const at = (path: string, camera: string, seconds: number) => ({ path, camera, time: seconds * 1000 });
    const names = burstNames(
      [at('c', 'X', 14), at('a', 'X', 0), at('b', 'X', 7.5), at('other', 'Y', 7.6), at('late', 'X', 24.5)],
      10,
    );
    expect(names.get('b')).toBe(names.get('a'));
    expect(names.get('c')).toBe(names.get('a'));
    expect(names.get('late')).not.toBe(names.get('a'));
    expect(names.get('other')).not.toBe(names.get('a'));
    expect(names.get('a')).toBe('X, 1970-01-01 00:00:00');
  });

  it('reads the time to its fraction and zone from the files; damaged EXIF leaves a photo alone', async () => {
    const write = async (name: string, taken: string, more: Record<string, string> = {}, model = 'M') => {
      const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: '#808080' } });
      const exif = { IFD0: { Make: 'Thaw', Model: model }, IFD2: { DateTimeOriginal: taken, ...more } };
      await picture.withExif(exif).jpeg().toFile(join(folder, name));
    };
    await write('a.jpg', '2026:05:01 12:00:00', { SubSecTimeOriginal: '90' });
    await write('b.jpg', '2026:05:01 12:00:01', { SubSecTimeOriginal: '80' });
    await write('c.jpg', '2026:05:01 12:00:03');
    // The same moment as b, by a clock two hours ahead.
    await write('d.jpg', '2026:05:01 14:00:01', { SubSecTimeOriginal: '85', OffsetTimeOriginal: '+02:00' });
    await write('other.jpg', '2026:05:01 12:00:01', {}, 'N');
    await write('no-time.jpg', '0000:00:00 00:00');
    const broken = await sharp(join(folder, 'a.jpg')).keepExif().toBuffer();
    const tags = broken.indexOf('Exif') + 6;
    broken.fill(0xff, tags + 8, tags + 40);
    await writeFile(join(folder, 'broken.jpg'), broken);
    await writeFile(join(folder, 'none.jpg'), 'no photo');
    const files = ['a', 'b', 'c', 'd', 'other', 'no-time', 'broken', 'none'].map((name) => ({
      path: `${name}.jpg`,
      classIndex: 0,
    }));
    const groups = await subjectGroups(
      { folder, photos: files, classes: ['a'] },
      [{ kind: 'exif', seconds: 1 }],
      silentContext,
    );
    expect(groups).toEqual([{ name: 'Thaw M, 2026-05-01 12:00:00.900', paths: ['a.jpg', 'b.jpg', 'd.jpg'] }]);
  });
});

describe('splitFolder by groups', () => {
  const split = async (files: Record<string, number>, groups: GroupRule[]) => {
    const { path, remove } = await temporaryFolder();
    try {
      await makeTree(path, files);
      const request = { folder: path, out: '', mode: 'list', check: null, dryRun: true } as const;
      return await splitFolder({ ...request, spec: parseRatio('60,20,20'), seed: 1, groups }, silentContext);
    } finally {
      await remove();
    }
  };
  const clips = (className: string, count: number, first: number): Record<string, number> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`${className}/clip${at % 5}/${at}.png`, first + at]),
    );

  it('reads folders inside classes only where they are groups, and parts none of them', async () => {
    const files = { ...clips('a', 20, 1), ...clips('b', 20, 100), 'a/alone.png': 500, 'b/alone.png': 501 };
    const { dataset, subjects, skipped } = await split(files, [{ kind: 'folder' }]);
    expect(dataset.photos).toHaveLength(42);
    expect(skipped).toEqual([]);
    expect(subjects).toHaveLength(10);
    for (const { paths } of subjects!) {
      const inParts = dataset.photos.filter(({ path }) => paths.includes(path)).map(({ part }) => part);
      expect(new Set(inParts).size).toBe(1);
    }
  });

  it('says plainly where all photos of a class are one group', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`${at % 2 ? 'a' : 'b'}/rex_${at}.png`, at + 1]),
    );
    await expect(split(files, [{ kind: 'pattern', pattern: '^rex' }])).rejects.toMatchObject({
      code: 'class-too-small',
      facts: { className: 'a', count: 1, needed: 3, reason: 'groups' },
    });
  });

  it('never parts a group, whatever the groups are', async () => {
    const subject = fc.integer({ min: 0, max: 9 });
    await fc.assert(
      fc.asyncProperty(fc.array(subject, { minLength: 30, maxLength: 40 }), async (subjects) => {
        const files = Object.fromEntries(
          subjects.map((name, at) => [`${at % 2 ? 'a' : 'b'}/s${name}_${at}.png`, at + 1]),
        );
        const result = await split(files, [{ kind: 'pattern', pattern: '^(s[0-9]+)_' }]).catch(
          (error: unknown) => {
            expect(error).toMatchObject({ code: 'class-too-small', facts: { reason: 'groups' } });
            return null;
          },
        );
        if (!result) return;
        expect(result.dataset.photos).toHaveLength(subjects.length);
        const partOf = new Map<string, string>();
        for (const { path, part } of result.dataset.photos) {
          const name = /s\d+_/.exec(path)![0];
          expect(partOf.get(name) ?? part).toBe(part);
          partOf.set(name, part);
        }
      }),
      { numRuns: 25 },
    );
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
