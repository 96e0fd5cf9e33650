import { expect, test } from 'vitest';
import { hashedPixels } from '../../../../test/images/pictures.ts';
import { randomStream } from '../../../shared/random.ts';
import { columnsFirst, resizePlainly } from '../resize-bilinear.ts';
import type { RgbPixels } from '../rgb-pixels.ts';
import { openResizeKernel } from './open-resize-kernel.ts';

const kernel = openResizeKernel()!;

function same(photo: RgbPixels, width: number, height: number): boolean {
  const resized = kernel.resize(photo, width, height, columnsFirst(photo, width, height))!;
  const plain = resizePlainly(photo, width, height);
  expect([resized.width, resized.height]).toEqual([width, height]);
  return Buffer.compare(resized.data, plain.data) === 0;
}

test('makes the bytes of the plain loops, whatever the sizes', () => {
  const stream = randomStream(11, 'kernel-sizes');
  // Small ones meet the ends of rows; large ones make the memory grow between small ones.
  const side = (): number => 1 + stream.below([3, 40, 260, 900][stream.below(4)]!);
  for (let round = 0; round < 200; round++) {
    const photo = hashedPixels(side(), side());
    const [width, height] = [side(), side()];
    expect(same(photo, width, height), `${photo.width}x${photo.height} to ${width}x${height}`).toBe(true);
  }
});

test.each([
  [2000, 1, 1, 1],
  [1, 2000, 1, 1],
  [1, 1, 300, 300],
  [17, 16, 16, 17],
  [500, 375, 150, 375],
  [500, 375, 500, 150],
])('is as exact where one side stays, or is a single pixel: %i x %i to %i x %i', (...sizes) => {
  const [fromWidth, fromHeight, width, height] = sizes;
  expect(same(hashedPixels(fromWidth, fromHeight), width, height)).toBe(true);
});

test('neither changes its input nor hands out its own memory', () => {
  const photo = hashedPixels(60, 50);
  const before = photo.data.slice();
  const first = kernel.resize(photo, 20, 20, false)!;
  const kept = first.data.slice();
  kernel.resize({ data: new Uint8Array(9000), width: 60, height: 50 }, 20, 20, false);
  expect(photo.data).toEqual(before);
  expect(first.data).toEqual(kept);
  expect(first.data.buffer.byteLength).toBe(20 * 20 * 3);
});

/** A memory's end shows what is read or written beyond what was asked for: WebAssembly stops there. */
test('stays within the memory it asks for, whatever rows are left over', () => {
  for (let height = 1; height <= 5; height++) {
    const photo = hashedPixels(20, height);
    // Some of these widths fill whole pages of memory but for less than a row.
    for (let width = 23; width < 3000; width += 37) {
      const fresh = openResizeKernel()!;
      const resized = fresh.resize(photo, width, height, false)!;
      expect(Buffer.compare(resized.data, resizePlainly(photo, width, height).data), `${width}`).toBe(0);
    }
  }
});
