import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CrashNote } from '../../shared/app/crash-note.ts';
import { openCrashNotes, type CrashNotes } from './crash-notes.ts';

let home: string;
let page: AbortController;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'thaw-crashes-'));
  page = new AbortController();
});
afterEach(() => {
  page.abort();
  rmSync(home, { recursive: true, force: true });
});

const training = { project: 'p', projectName: 'Pets', run: 'r', name: 'scratch', fold: null, epochs: 12 };
const crash = { job: 'train', exitCode: null, signal: 'SIGKILL', at: '2026-03-01T10:00:00.000Z' };

/** What a page is given, in order; it goes on watching as a page does. */
function watched(notes: CrashNotes): (readonly CrashNote[])[] {
  const seen: (readonly CrashNote[])[] = [];
  void (async () => {
    for await (const now of notes.watch(page.signal)) seen.push(now);
  })();
  return seen;
}

it('tells a service that was gone at once, and no later start tells it again', async () => {
  const notes = await openCrashNotes(home);
  const seen = watched(notes);
  notes.keepService([training]);
  await expect.poll(() => seen.at(-1)).toEqual([{ kind: 'service', trainings: [training] }]);
  await notes.written();
  expect(watched(await openCrashNotes(home)).flat()).toEqual([]);
});

it('keeps it for the next start where no page has seen it', async () => {
  const notes = await openCrashNotes(home);
  notes.keepService([]);
  await notes.written();
  const seen = watched(await openCrashNotes(home));
  await expect.poll(() => seen.at(-1)).toEqual([{ kind: 'service', trainings: [] }]);
});

it('tells a job that crashed at the next start, not at this one', async () => {
  const notes = await openCrashNotes(home);
  const seen = watched(notes);
  notes.keepJob(crash);
  await notes.written();
  await expect.poll(() => seen.length).toBe(1);
  expect(seen).toEqual([[]]);

  const next = await openCrashNotes(home);
  const seenNext = watched(next);
  await expect.poll(() => seenNext.at(-1)).toEqual([{ kind: 'job', ...crash }]);
  next.dismiss();
  await expect.poll(() => seenNext.at(-1)).toEqual([]);
});

it('tells a page that was gone at once, and the processes that help it at the next start', async () => {
  const notes = await openCrashNotes(home);
  notes.keepWindow({ part: 'GPU', reason: 'crashed', exitCode: 139 });
  notes.keepWindow({ part: 'page', reason: 'oom', exitCode: 5 });
  const seen = watched(notes);
  await expect
    .poll(() => seen.at(-1))
    .toEqual([{ kind: 'window', part: 'page', reason: 'oom', exitCode: 5, at: expect.any(String) }]);
  await notes.written();
  const seenNext = watched(await openCrashNotes(home));
  await expect
    .poll(() => seenNext.at(-1))
    .toEqual([{ kind: 'window', part: 'GPU', reason: 'crashed', exitCode: 139, at: expect.any(String) }]);
});

it('keeps the last ones of many, readable by their person alone', async () => {
  const notes = await openCrashNotes(home);
  for (let exitCode = 1; exitCode <= 30; exitCode++) notes.keepJob({ ...crash, exitCode });
  await notes.written();
  const file = join(home, 'crashes.json');
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { notes: { exitCode: number }[] };
  expect(kept.notes.map(({ exitCode }) => exitCode)).toEqual(Array.from({ length: 20 }, (_, at) => at + 11));
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
});

it('begins anew where its file is damaged', async () => {
  writeFileSync(join(home, 'crashes.json'), '{"schemaVersion":1,"notes":[{"kind":"job"');
  const notes = await openCrashNotes(home);
  notes.keepJob(crash);
  await notes.written();
  const seen = watched(await openCrashNotes(home));
  await expect.poll(() => seen.at(-1)).toEqual([{ kind: 'job', ...crash }]);
});
