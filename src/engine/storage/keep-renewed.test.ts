import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepRenewed } from './keep-renewed.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-renewed-'));
  file = join(folder, 'lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const old = new Date('2001-01-01');
function writeOld(content: string): void {
  writeFileSync(file, content);
  utimesSync(file, old, old);
}

it("makes its lock's file new again and again, and changes nothing in it", async () => {
  writeOld('mine');
  const end = keepRenewed(file, 'mine', 5);
  for (let times = 0; times < 2; times++) {
    utimesSync(file, old, old);
    await vi.waitUntil(() => statSync(file).mtimeMs > old.getTime(), 10_000);
  }
  end();
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

it("leaves another one's lock as it is, and makes none where there is none", async () => {
  writeOld('theirs');
  const [other, missing] = [join(folder, 'other'), join(folder, 'missing')];
  writeFileSync(other, 'mine');
  utimesSync(other, old, old);
  const ends = [file, other, missing].map((each) => keepRenewed(each, 'mine', 5));
  // All began at once: when the last one was renewed again, the first was looked at.
  for (let times = 0; times < 3; times++) {
    utimesSync(other, old, old);
    await vi.waitUntil(() => statSync(other).mtimeMs > old.getTime(), 10_000);
  }
  for (const end of ends) end();
  expect(statSync(file).mtimeMs).toBe(old.getTime());
  expect(readFileSync(file, 'utf8')).toBe('theirs');
  expect(() => statSync(missing)).toThrow('ENOENT');
});
