import { linkSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLockAway } from './take-lock-away.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('removes a lock that says what was read, and no other', async () => {
  writeFileSync(file, 'stale');
  await takeLockAway(file, 'another');
  expect(readdirSync(folder)).toEqual(['lock']);
  await takeLockAway(file, 'stale');
  expect(readdirSync(folder)).toEqual([]);
  await takeLockAway(file, 'stale');
});

it('leaves a lock alone that another process has claimed', async () => {
  writeFileSync(file, 'stale');
  // SHA-256 of what it says: the same name for every process.
  linkSync(file, join(folder, 'lock.a03f2386ae06b211'));
  await takeLockAway(file, 'stale');
  expect(readdirSync(folder)).toEqual(['lock', 'lock.a03f2386ae06b211']);
});
