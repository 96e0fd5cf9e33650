import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shardBytes, writeShards } from './write-shards.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-shards-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const shardFloats = shardBytes / 4;
const counting = (length: number, from: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => from + index);

it('writes arrays back to back, 4 MB a file, across their edges', async () => {
  // The second array starts in the middle of its buffer and ends exactly at the end of the second file.
  const second = counting(shardFloats + 10, -5).subarray(5);
  const arrays = [counting(shardFloats - 5, 0), second, counting(3, 9e6)];
  const files = ['a', 'b', 'c'].map((name) => join(folder, name));
  await writeShards(files, arrays, () => undefined);
  expect(await Promise.all(files.map(async (file) => (await stat(file)).size))).toEqual([
    shardBytes,
    shardBytes,
    12,
  ]);
  const written = Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
  const expected = Buffer.concat(
    arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  expect(written.equals(expected)).toBe(true);
});

it('stops where the check throws', async () => {
  const file = join(folder, 'stopped');
  const write = writeShards([file], [counting(4, 0)], () => {
    throw new Error('stop');
  });
  await expect(write).rejects.toThrow('stop');
  await expect(stat(file)).rejects.toThrow('ENOENT');
});

it('says where it may not write', async () => {
  const write = writeShards([join(folder, 'none', 'a')], [counting(4, 0)], () => undefined);
  await expect(write).rejects.toThrow('ENOENT');
});
