import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, jobProgram } from '../cli/built-cli.ts';
import { scanMutated, type DamageFound } from './scan-mutated.ts';

/** The short form of `npm run bench -- damage`. */

const count = 400;
let folder: string;
let found: DamageFound;

beforeAll(async () => {
  await buildOnce();
  folder = await mkdtemp(join(tmpdir(), 'thaw-damage-'));
  found = await scanMutated(folder, { count, seed: 1, program: jobProgram });
});
afterAll(() => rm(folder, { recursive: true }));

describe(`${count} damaged and hostile files`, () => {
  it('are each used, or named with a reason', () => {
    expect(found.lost).toEqual([]);
    const files = [...found.kinds.values()].reduce((sum, { files: some }) => sum + some, 0);
    expect(files).toBe(count);
  });

  it('never pass as photos where there is no whole photo in them', () => {
    for (const kind of ['no photo', 'nothing', 'hostile SVG', 'giant TIFF'])
      expect([kind, found.kinds.get(kind)!.used]).toEqual([kind, 0]);
    expect(found.kinds.get('another type’s name')!.used).toBe(found.kinds.get('another type’s name')!.files);
  });

  it('hold nothing up and keep within memory', () => {
    expect(found.longestSeconds).toBeLessThan(10);
    if (process.platform === 'linux') expect(found.peakBytes).toBeGreaterThan(0);
    expect(found.peakBytes).toBeLessThan(2e9);
  });
});
