import { describe, expect, test } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { askPython, fromBase64, pillowRecord, testPython } from '../../../test/images/pillow.ts';
import { columnsFirst, resizeBilinear } from './resize-bilinear.ts';

test.each(pillowRecord.resized)('is what Pillow made of $from at $to', ({ from, to, rgb }) => {
  const resized = resizeBilinear(hashedPixels(...from), ...to);
  expect([resized.width, resized.height]).toEqual(to);
  expect(resized.data).toEqual(fromBase64(rgb));
});

describe.runIf(testPython)('beside Pillow itself', () => {
  test('is bit-exact for random sizes, larger and smaller', () => {
    const stream = randomStream(5, 'resize-sizes');
    const side = (): number => 1 + stream.below(stream.next() < 0.2 ? 3 : 180);
    const cases = Array.from({ length: 150 }, () => ({
      photo: hashedPixels(side(), side()),
      width: side(),
      height: side(),
    }));
    const program = `
import PIL
from PIL import Image
answer = [int(PIL.__version__.split('.')[0])]
for w, h, width, height, rgb in given:
    image = Image.frombytes('RGB', (w, h), base64.b64decode(rgb))
    answer.append(base64.b64encode(image.resize((width, height), Image.BILINEAR).tobytes()).decode())`;
    const given = cases.map(({ photo, width, height }) => [
      photo.width,
      photo.height,
      width,
      height,
      Buffer.from(photo.data).toString('base64'),
    ]);
    const [pillowVersion, ...answers] = askPython(testPython!, program, given) as [number, ...string[]];
    for (const [index, { photo, width, height }] of cases.entries()) {
      if (pillowVersion < 13 && columnsFirst(photo, width, height)) continue;
      const ours = resizeBilinear(photo, width, height).data;
      const same = Buffer.from(ours).equals(fromBase64(answers[index]!));
      expect(same, `${photo.width}x${photo.height} to ${width}x${height}`).toBe(true);
    }
  });
});

test('a white photo stays white, whatever the sizes', () => {
  for (const [from, to] of [
    [3000, 16],
    [7, 5],
    [5, 300],
    [1024, 1000],
  ] as const) {
    const white = { data: new Uint8Array(from * 3).fill(255), width: from, height: 1 };
    expect(new Set(resizeBilinear(white, to, 2).data)).toEqual(new Set([255]));
  }
});

test('leaves its input as it was', () => {
  const photo = hashedPixels(20, 30);
  const before = photo.data.slice();
  resizeBilinear(photo, 7, 40);
  expect(photo.data).toEqual(before);
});
