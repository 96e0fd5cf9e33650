import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOf } from '../../tree-of.ts';
import { readByJob } from './read-by-job.ts';
import { requireKnown } from './require-known.ts';
import { hashesFile } from './state-kinds.ts';
import { changedAround, surroundingsOf } from './surroundings.ts';

/** What the program of mutated states would find, were anything there to find. */

let folder: string;
let own: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-checks-'));
  own = join(folder, 'work-0');
  out = join(own, 'place', 'out');
  mkdirSync(join(out, 'cats'), { recursive: true });
  writeFileSync(join(own, 'place', 'photos.zip'), 'zip');
  writeFileSync(join(out, 'cats', '0.png'), 'photo');
  writeFileSync(join(own, 'place', hashesFile), JSON.stringify([hashOf(join(out, 'cats', '0.png'))]));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it.each(['place/evil.png', 'evil.png', '../evil.png', 'place/photos.zip', 'place/cats/0.png'])(
  'sees what is written to %s',
  (path) => {
    const before = surroundingsOf(own);
    mkdirSync(join(own, path, '..'), { recursive: true });
    writeFileSync(join(own, path), 'evil');
    expect(changedAround(before, surroundingsOf(own))).toContain(path);
  },
);

it('sees a link, and lets what is read be put where it belongs', () => {
  const before = surroundingsOf(own);
  writeFileSync(join(out, 'dogs.png'), 'photo');
  mkdirSync(join(folder, 'work-1'));
  expect(changedAround(before, surroundingsOf(own))).toEqual([]);
  symlinkSync('/etc', join(own, 'place', 'cats'));
  expect(changedAround(before, surroundingsOf(own))).toEqual(['place/cats']);
});

it('knows what was put in, and nothing else, in whatever class', () => {
  const place = join(own, 'place');
  requireKnown(place, out);
  writeFileSync(join(out, 'project.json'), 'written by unpacking');
  requireKnown(place, out, (name) => name.endsWith('.json'));
  expect(() => {
    requireKnown(place, out);
  }).toThrow('other bytes');
  rmSync(join(out, 'project.json'));
  symlinkSync('/etc/hostname', join(out, 'cats', '1.png'));
  expect(() => {
    requireKnown(place, out);
  }).toThrow('a link');
});

it.skipIf(process.platform !== 'linux').each([
  ['for (;;);', 'hung'],
  ['globalThis.kept = Buffer.alloc(3e8, 1); setInterval(() => undefined, 1_000);', 'took too much memory'],
  ['process.kill(process.pid, "SIGSEGV");', 'threw: {"code":"job-crashed"'],
  [
    // Waits for longer than the limit, which is the processor's.
    'setTimeout(() => process.send({ kind: "error", error: { code: "weights-file-invalid", facts: { file: "a", detail: "b" } } }, () => process.exit()), 1_200);',
    'refused: weights-file-invalid',
  ],
])('holds a job to its limits: %s', async (does, expected) => {
  const program = join(folder, 'job.mjs');
  writeFileSync(program, `process.on('message', () => { ${does} });`);
  const limits = { milliseconds: 600, bytes: 2e8 };
  const { said } = await readByJob(program, 'weights .h5', '/weights.h5', limits);
  expect(said.slice(0, expected.length)).toBe(expected);
});
