import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { decodeInto } from './decode-into.ts';
import { pixelBytesPerBatch } from './pixel-store.ts';
import type { RecordStore } from './record-store.ts';
import type { RecordWriter } from './record-writer.ts';

/** Records of which five make a batch. */
const side = Math.floor(Math.sqrt(pixelBytesPerBatch / 5 / 3));
const size = side * side * 3;
const store = { place: { layout: { type: 'uint8', shape: [side, side, 3] } } } as unknown as RecordStore;
const hashes = Array.from({ length: 23 }, (_, index) => `photo ${index}`);
const signal = new AbortController().signal;

/** Reads a batch only once the next one is being decoded, as a slow disk does. */
function slowWriter(): { writer: RecordWriter; written: Map<string, number[]>; batches: number[] } {
  const written = new Map<string, number[]>();
  const batches: number[] = [];
  const writer: RecordWriter = {
    async append(photos, bytes) {
      batches.push(photos.length);
      expect(bytes.length).toBe(photos.length * size);
      await wait(20);
      photos.forEach((photo, index) => {
        written.set(photo, [...new Set(bytes.subarray(index * size, (index + 1) * size))]);
      });
    },
    close: () => Promise.resolve(),
  };
  return { writer, written, batches };
}

it('writes every photo’s own pixels, and leaves out those that are not there', async () => {
  const { writer, written, batches } = slowWriter();
  const gone = [0, 3, 4, 7, 20, 21, 22].map((index) => hashes[index]!);
  const decode = async (sha256: string, into: Uint8Array): Promise<boolean> => {
    const index = hashes.indexOf(sha256);
    await wait((index * 7) % 5);
    // What cannot be decoded may have left something behind.
    into.fill(index + 1);
    return !gone.includes(sha256);
  };
  await decodeInto(writer, hashes, store, { photosAtOnce: 3, decode }, signal);
  const expected = hashes.flatMap((hash, index) =>
    gone.includes(hash) ? [] : [[hash, [index + 1]] as const],
  );
  expect([...written]).toEqual(expected);
  expect(batches).toEqual([2, 4, 5, 5, 0]);
});

it('tells that a photo cannot be decoded or a batch cannot be written, once nothing is under way', async () => {
  const { writer, written } = slowWriter();
  let underWay = 0;
  const decode = async (sha256: string): Promise<boolean> => {
    underWay++;
    await wait(5);
    underWay--;
    if (sha256 === hashes[7]) throw new Error('drive gone');
    return true;
  };
  await expect(decodeInto(writer, hashes, store, { photosAtOnce: 3, decode }, signal)).rejects.toThrow(
    'drive gone',
  );
  expect(underWay).toBe(0);
  expect([...written.keys()]).toEqual(hashes.slice(0, 5));
  const full = { ...writer, append: () => Promise.reject(new Error('disk full')) };
  const whole = { photosAtOnce: 3, decode: () => Promise.resolve(true) };
  await expect(decodeInto(full, hashes, store, whole, signal)).rejects.toThrow('disk full');
});
