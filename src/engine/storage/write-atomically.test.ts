import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSmallDisk } from '../../../test/reliability/small-disk.ts';
import { isUnfinished, writeAtomically, writeJsonAtomically } from './write-atomically.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-write-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a file written atomically', () => {
  it('is there whole, alone, in a folder that is made', async () => {
    const file = join(folder, 'new', 'a.json');
    await writeJsonAtomically(file, { one: 1 });
    expect(readFileSync(file, 'utf8')).toBe('{\n  "one": 1\n}\n');
    await writeAtomically(file, new Uint8Array([1, 2, 3]).subarray(1));
    expect([...readFileSync(file)]).toEqual([2, 3]);
    await writeAtomically(file, [
      Uint8Array.of(1, 2),
      new Uint8Array(),
      Uint8Array.of(9, 3, 9).subarray(1, 2),
    ]);
    expect([...readFileSync(file)]).toEqual([1, 2, 3]);
    expect(readdirSync(join(folder, 'new'))).toEqual(['a.json']);
  });

  it('grows under a name that tells so, and no other file has one', async () => {
    const names = new Set<string>();
    const writing = writeAtomically(join(folder, 'a.json'), Buffer.alloc(30 << 20));
    const state = { done: false };
    void writing.then(() => (state.done = true));
    while (!state.done) {
      for (const name of readdirSync(folder)) names.add(name);
      await new Promise(setImmediate);
    }
    const growing = [...names].filter((name) => name !== 'a.json');
    expect(growing).toHaveLength(1);
    expect(growing.every(isUnfinished)).toBe(true);
    for (const name of ['a.json', 'a.tmp', '1-2-3.json', 'photo.7.tmp'])
      expect(isUnfinished(name)).toBe(false);
  });

  it('holds what was asked for last, however many ask at once', async () => {
    const file = join(folder, 'a');
    const contents = Array.from({ length: 40 }, (_, index) => String(index).repeat(1 + (40 - index) * 1000));
    await Promise.all(contents.map((content) => writeAtomically(file, content)));
    expect(readFileSync(file, 'utf8')).toBe(contents.at(-1));
  });

  it.skipIf(process.platform === 'win32')('keeps its rights, and a link to it', async () => {
    const file = join(folder, 'a');
    await writeAtomically(file, 'secret', 0o600);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await writeAtomically(file, 'secret too');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    symlinkSync(file, join(folder, 'link'));
    await writeAtomically(join(folder, 'link'), 'through');
    expect(readFileSync(file, 'utf8')).toBe('through');
  });

  it('is left as it was where it cannot be written', async () => {
    writeFileSync(join(folder, 'a'), 'no folder');
    await expect(writeAtomically(join(folder, 'a', 'b'), 'x')).rejects.toThrow();
    if (process.platform === 'win32' || process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    await expect(writeAtomically(join(folder, 'c'), 'x')).rejects.toMatchObject({
      code: 'permission-denied',
    });
    chmodSync(folder, 0o700);
  });

  it('is never half of one: a full disk is told, and the old content stays', async ({ skip }) => {
    const disk = openSmallDisk(join(folder, 'disk'), 1 << 20);
    if (disk === null) skip('a small disk can be mounted by the superuser of Linux alone');
    try {
      const file = join(disk!.folder, 'a');
      await writeAtomically(file, 'old');
      // A part of this fits, and the system reports it as written.
      await expect(writeAtomically(file, Buffer.alloc(3 << 20, 1))).rejects.toMatchObject({
        code: 'disk-full',
      });
      expect(readdirSync(disk!.folder)).toEqual(['a']);
      expect(readFileSync(file, 'utf8')).toBe('old');
    } finally {
      disk!.remove();
    }
  });
});
