import { link, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRatio } from '../../shared/parse-split-spec.ts';
import { silentContext } from '../job/job-context.ts';
import { isUnfinished } from '../storage/write-atomically.ts';
import { applySplit, resumeSplit, undoSplit } from './apply-split.ts';
import { growingPath } from './copy-file.ts';
import { classTree, makeTree, snapshot, temporaryFolder } from './fixtures/make-tree.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset } from './scan-dataset.ts';
import { journalName, readJournal } from './split-journal.ts';

/*
 * A kill leaves the journal, whole, and the files in some state between the first operation and the last. Each such
 * state is made here by hand, and must be taken back and gone on with.
 */
let home: string;
let source: string;
let out: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: home, remove } = await temporaryFolder());
  source = join(home, 'photos');
  out = join(home, 'split');
  await makeTree(source, classTree(['cats', 'dogs'], 3));
});
afterEach(() => remove());

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

type Moment =
  'before' | 'folder made' | 'part of the copy' | 'whole copy without its name' | 'both names' | 'done';
const moments: readonly Moment[] = [
  'before',
  'folder made',
  'part of the copy',
  'whole copy without its name',
  'both names',
  'done',
];

/** Carries a split out up to file `index`, and that one up to a moment, as a killed process leaves it. */
async function killAt(mode: 'copy' | 'move', index: number, moment: Moment): Promise<void> {
  const dataset = planSplit(await scanDataset(source, silentContext), parseRatio('34,33,33'), 1);
  const never = {
    ...silentContext,
    signal: {
      get aborted() {
        return started;
      },
    } as AbortSignal,
  };
  let started = false;
  const report = (event: { kind: string; stage?: string }) => {
    if (event.stage === 'splitting') started = true;
  };
  await expect(applySplit(dataset, out, mode, { ...never, report })).rejects.toMatchObject({
    code: 'cancelled',
  });
  const { files } = (await readJournal(out))!;
  for (const [position, { from, to }] of files.entries()) {
    if (position > index) return;
    const [origin, destination] = [join(source, from), join(out, to)];
    const until = position < index ? 'done' : moment;
    if (until === 'before') return;
    await mkdir(dirname(destination), { recursive: true });
    if (until === 'folder made') return;
    const content = await readFile(origin);
    if (until === 'part of the copy')
      return writeFile(growingPath(destination), content.subarray(0, content.length / 2));
    if (until === 'whole copy without its name') return writeFile(growingPath(destination), content);
    if (mode === 'copy') await writeFile(destination, content);
    else if (until === 'both names') return link(origin, destination);
    else await rename(origin, destination);
  }
}

const statesOf = (indexes: readonly number[], left: readonly Moment[]) =>
  indexes.flatMap((index) => left.map((moment) => ({ index, moment })));

describe.each([
  {
    mode: 'copy',
    states: statesOf(
      [0, 5],
      moments.filter((moment) => moment !== 'both names'),
    ),
  },
  { mode: 'move', states: statesOf([0, 1, 2, 3, 4, 5], moments) },
] as const)('a $mode that is killed', ({ mode, states }) => {
  test.each(states)('at file $index, $moment, is taken back whole', async ({ index, moment }) => {
    const before = await snapshot(source);
    await killAt(mode, index, moment);
    await expect(scanDataset(out, silentContext)).rejects.toMatchObject({ code: 'split-unfinished' });
    expect(await undoSplit(out, silentContext)).toMatchObject({ leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
    expect(await exists(out)).toBe(false);
  });

  test.each(states)('at file $index, $moment, is gone on with to the end', async ({ index, moment }) => {
    const before = await snapshot(source);
    await killAt(mode, index, moment);
    await resumeSplit(out, silentContext);
    expect(Object.keys(await snapshot(source))).toHaveLength(mode === 'copy' ? 6 : 0);
    const laidOut = await snapshot(out);
    expect(Object.keys(laidOut)).toHaveLength(6 + 2);
    expect((await scanDataset(out, silentContext)).photos).toHaveLength(6);
    expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 6, leftInPlace: [] });
    expect(await snapshot(source)).toEqual(before);
  });
});

describe('the journal', () => {
  test.each(['copy', 'move'] as const)(
    'that a kill left half-written beside its place stands in no %s’s way',
    async (mode) => {
      const before = await snapshot(source);
      // As write-atomically.ts names what it writes.
      const rests = [`${journalName}.4711-0-2.tmp`, 'split.json.4711-0-3.tmp'];
      for (const rest of rests) expect(isUnfinished(rest)).toBe(true);
      await makeTree(out, Object.fromEntries(rests.map((rest) => [rest, '{"schemaVersion":1,'])));
      const dataset = planSplit(await scanDataset(source, silentContext), parseRatio('34,33,33'), 1);
      await applySplit(dataset, out, mode, silentContext);
      expect(await undoSplit(out, silentContext)).toMatchObject({ restored: 6, leftInPlace: [] });
      expect(await snapshot(source)).toEqual(before);
      expect(await exists(out)).toBe(false);
    },
  );

  test('is whole before the first file is touched', async () => {
    await killAt('move', 0, 'before');
    expect((await readJournal(out))!.files).toHaveLength(6);
    expect(Object.keys(await snapshot(source))).toHaveLength(6);
  });

  test('cut off anywhere, it is refused, and nothing is touched', async () => {
    await killAt('move', 3, 'both names');
    const file = join(out, journalName);
    const whole = await readFile(file);
    const before = [await snapshot(source), { ...(await snapshot(out)), [journalName]: '' }];
    // At each line's end, just before and after it, and in between. Without its last line break it is still whole.
    const ends = [...whole.toString().matchAll(/\n/g)].flatMap(({ index }) => [
      index - 1,
      index,
      index + 1,
      index + 40,
    ]);
    for (const length of [0, 1, ...ends].filter((end) => end < whole.length - 1)) {
      await writeFile(file, whole.subarray(0, length));
      await expect(undoSplit(out, silentContext)).rejects.toMatchObject({ code: 'split-journal-damaged' });
    }
    await expect(resumeSplit(out, silentContext)).rejects.toMatchObject({ code: 'split-journal-damaged' });
    expect([await snapshot(source), { ...(await snapshot(out)), [journalName]: '' }]).toEqual(before);
    await writeFile(file, whole);
    expect(await undoSplit(out, silentContext)).toMatchObject({ leftInPlace: [] });
  });

  test.each(['../outside.png', '/etc/hosts', 'a/../../b.png', './x.png', '', 'C:/x.png', 'a\\..\\b', '..'])(
    'that names "%s" as a destination is refused',
    async (to) => {
      await killAt('move', 1, 'before');
      const file = join(out, journalName);
      const lines = (await readFile(file, 'utf8')).split('\n');
      lines[2] = JSON.stringify({ ...(JSON.parse(lines[2]!) as object), to });
      await writeFile(file, lines.join('\n'));
      await expect(undoSplit(out, silentContext)).rejects.toMatchObject({
        code: 'split-journal-damaged',
        facts: { line: 3 },
      });
    },
  );

  test('of a newer Thaw is left alone', async () => {
    await killAt('move', 1, 'before');
    const file = join(out, journalName);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"schemaVersion":1', '"schemaVersion":2'));
    await expect(undoSplit(out, silentContext)).rejects.toMatchObject({
      code: 'split-from-newer-version',
      facts: { version: 2, supported: 1 },
    });
  });
});

test('going on does not replace a file that was put in the way, and undo leaves it', async () => {
  await killAt('move', 2, 'done');
  const next = (await readJournal(out))!.files[3]!;
  await makeTree(out, { [next.to]: 'a file of the user' });
  await expect(resumeSplit(out, silentContext)).rejects.toMatchObject({ code: 'split-destination-taken' });
  expect(await undoSplit(out, silentContext)).toMatchObject({
    restored: 3,
    leftInPlace: [join(out, next.to)],
  });
  expect(await readFile(join(out, next.to), 'utf8')).toBe('a file of the user');
  expect(Object.keys(await snapshot(source))).toHaveLength(6);
});

test('going on finishes with a photo missing on both sides as an error, not in silence', async () => {
  await killAt('move', 2, 'done');
  await rm(join(source, (await readJournal(out))!.files[4]!.from));
  await expect(resumeSplit(out, silentContext)).rejects.toMatchObject({ code: 'split-source-changed' });
  expect(await undoSplit(out, silentContext)).toMatchObject({ leftInPlace: [] });
});

test('a disk without room is found before the first file', async () => {
  const dataset = planSplit(await scanDataset(source, silentContext), parseRatio('34,33,33'), 1);
  const [first, ...others] = dataset.photos;
  // A file with a hole takes no room itself.
  const bytes = 2 ** 43;
  await truncate(join(source, first!.path), bytes);
  const photos = [{ ...first!, bytes }, ...others];
  await expect(applySplit({ ...dataset, photos }, out, 'copy', silentContext)).rejects.toMatchObject({
    code: 'disk-full',
  });
  expect(await exists(out)).toBe(false);
});
