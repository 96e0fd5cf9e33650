import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSharp, hashedPixels, quarters } from '../../../test/images/pictures.ts';
import { fromBase64, pillowRecord, readByPillow, testPython } from '../../../test/images/pillow.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { decodeImage } from './decode-image.ts';
import { fitSquare } from './fit-square.ts';

const image = { size: 16, fit: 'stretch' } as const;
const upright = quarters(48, 32);
const expected = fitSquare(upright, image);

/** The colours in the middle of the four quarters: upper left, upper right, lower left, lower right. */
function middles(pixels: Uint8Array, size = 16): number[][] {
  const [near, far] = [size >> 2, size - 1 - (size >> 2)];
  return [near, far].flatMap((y) =>
    [near, far].map((x) => [...pixels.subarray((y * size + x) * 3, (y * size + x + 1) * 3)]),
  );
}

function expectClose(pixels: Uint8Array, others: readonly (readonly number[])[], within: number): void {
  const most = Math.max(
    ...middles(pixels).flatMap((colour, at) => colour.map((value, c) => Math.abs(value - others[at]![c]!))),
  );
  expect(most).toBeLessThanOrEqual(within);
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('formats', () => {
  const lossless = {
    PNG: () => asSharp(upright).png(),
    'interlaced PNG': () => asSharp(upright).png({ progressive: true }),
    'palette PNG': () => asSharp(upright).png({ palette: true }),
    '16-bit PNG': () => asSharp(upright).toColourspace('rgb16').png(),
    WebP: () => asSharp(upright).webp({ lossless: true }),
    GIF: () => asSharp(upright).gif(),
    TIFF: () => asSharp(upright).tiff({ compression: 'lzw' }),
    BigTIFF: () => asSharp(upright).tiff({ compression: 'none', bigtiff: true }),
  };
  test.each(Object.entries(lossless))('%s is read exactly', async (_, encode) => {
    expect(await decodeImage(await encode().toBuffer(), image)).toEqual(expected);
  });

  const lossy = {
    JPEG: () => asSharp(upright).jpeg({ quality: 95 }),
    'progressive JPEG': () => asSharp(upright).jpeg({ quality: 95, progressive: true }),
    AVIF: () => asSharp(upright).avif({ quality: 90 }),
  };
  test.each(Object.entries(lossy))('%s is read closely', async (_, encode) => {
    expectClose(await decodeImage(await encode().toBuffer(), image), middles(expected), 8);
  });

  test('the first frame of an animation and the first page of a document are read', async () => {
    const other = hashedPixels(48, 32);
    const frames = [asSharp(upright), asSharp(other)];
    const pages = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
    for (const format of ['gif', 'webp', 'tiff'] as const) {
      const file = await sharp(pages, { join: { animated: true } })
        .toFormat(format, { lossless: true, compression: 'lzw' })
        .toBuffer();
      expect((await sharp(file).metadata()).pages, format).toBe(2);
      expectClose(await decodeImage(file, image), middles(expected), format === 'gif' ? 12 : 0);
    }
  });

  test('grey becomes three equal channels, from 8 and from 16 bits', async () => {
    const grey = await asSharp(upright).greyscale().png().toBuffer();
    const deep = await sharp(grey).toColourspace('grey16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    const eight = await decodeImage(grey, image);
    expect(await decodeImage(deep, image)).toEqual(eight);
    for (const [red, green, blue] of middles(eight)) expect([green, blue]).toEqual([red, red]);
    expect(middles(eight)[0]).not.toEqual(middles(eight)[1]);
  });

  test('an embedded colour profile leaves the values alone', async () => {
    const wide = await asSharp(upright).withIccProfile('p3').png().toBuffer();
    const bare = await sharp(wide, { ignoreIcc: true }).png().toBuffer();
    expect((await sharp(wide).metadata()).icc).toBeDefined();
    expect(await decodeImage(wide, image)).toEqual(await decodeImage(bare, image));
  });
});

describe('alpha', () => {
  test.each([
    [255, [200, 100, 0]],
    [128, [227, 177, 127]],
    [0, [255, 255, 255]],
  ])('of %i is laid on white', async (alpha, colour) => {
    const source = Buffer.alloc(16 * 16 * 4);
    for (let pixel = 0; pixel < 256; pixel++) source.set([200, 100, 0, alpha], pixel * 4);
    const picture = sharp(source, { raw: { width: 16, height: 16, channels: 4 } });
    for (const file of [
      await picture.png().toBuffer(),
      await picture.webp({ lossless: true, exact: true }).toBuffer(),
    ]) {
      expect(middles(await decodeImage(file, image))[0]).toEqual(colour);
    }
  });

  test('of a grey picture and of a 16-bit one works the same', async () => {
    const source = Buffer.alloc(16 * 16 * 2);
    for (let pixel = 0; pixel < 256; pixel++) source.set([100, 128], pixel * 2);
    const picture = sharp(source, { raw: { width: 16, height: 16, channels: 2 } });
    const grey = await picture.toColourspace('b-w').png().toBuffer();
    const deep = await picture.toColourspace('rgb16').png().toBuffer();
    expect(middles(await decodeImage(grey, image))[0]).toEqual([177, 177, 177]);
    expect(middles(await decodeImage(deep, image))[0]).toEqual([177, 177, 177]);
  });
});

describe('orientation', () => {
  // Which stored quarter (0 upper left, 1 upper right, 2 lower left, 3 lower right) is seen in each quarter.
  const seen = [
    [0, 1, 2, 3],
    [1, 0, 3, 2],
    [3, 2, 1, 0],
    [2, 3, 0, 1],
    [0, 2, 1, 3],
    [2, 0, 3, 1],
    [3, 1, 2, 0],
    [1, 3, 0, 2],
  ];
  test.each(seen.map((order, index) => ({ orientation: index + 1, order })))(
    '$orientation is applied',
    async ({ orientation, order }) => {
      const stored = middles(expected);
      const turned = order.map((quarter) => stored[quarter]!);
      const jpeg = await asSharp(upright).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
      expectClose(await decodeImage(jpeg, image), turned, 8);
      const webp = await asSharp(upright).withMetadata({ orientation }).webp({ lossless: true }).toBuffer();
      expect(middles(await decodeImage(webp, image))).toEqual(turned);
    },
  );

  test('turns the sides as well, before anything is cropped or padded', async () => {
    const tall = await asSharp(quarters(20, 60))
      .withMetadata({ orientation: 6 })
      .webp({ lossless: true })
      .toBuffer();
    const padded = await decodeImage(tall, { size: 60, fit: 'pad' });
    expect([...padded.subarray(0, 3)]).toEqual([0, 0, 0]);
    const left = 30 * 60 * 3;
    expect([...padded.subarray(left, left + 3)]).not.toEqual([0, 0, 0]);
  });
});

describe('beside Pillow', () => {
  test.each(pillowRecord.decoded)('a $name is what Pillow made of it', async ({ file, rgb16 }) => {
    expect(await decodeImage(fromBase64(file), image)).toEqual(fromBase64(rgb16));
  });

  test.runIf(testPython)('photos of many kinds are read alike', async () => {
    const source = asSharp(hashedPixels(61, 45)).blur(2);
    const { data } = await source.raw().toBuffer({ resolveWithObject: true });
    const picture = asSharp({ data, width: 61, height: 45 });
    const files = await Promise.all(
      [
        picture.clone().jpeg({ quality: 80 }),
        picture.clone().jpeg({ quality: 80, chromaSubsampling: '4:4:4', progressive: true }),
        picture.clone().withMetadata({ orientation: 5 }).jpeg({ quality: 60 }),
        picture.clone().withIccProfile('cmyk').toColourspace('cmyk').jpeg({ quality: 90 }),
        picture.clone().ensureAlpha(0.4).png(),
        picture.clone().png({ palette: true, colours: 40 }),
        picture.clone().toColourspace('rgb16').png(),
        picture.clone().greyscale().webp(),
        picture.clone().tiff({ compression: 'deflate' }),
      ].map(async (encoder, index) => {
        const file = join(folder, `kind-${index}`);
        await writeFile(file, await encoder.toBuffer());
        return file;
      }),
    );
    const pillows = readByPillow(testPython!, files);
    for (const [index, file] of files.entries()) {
      for (const fit of ['stretch', 'crop'] as const) {
        const theirs = fitSquare(pillows[index]!, { size: 45, fit });
        expect(await decodeImage(file, { size: 45, fit }), file).toEqual(theirs);
      }
    }
  });
});

test('reads from a path with letters of any language', async () => {
  const below = join(folder, '猫 és kutyák 🐕');
  await mkdir(below);
  const file = join(below, 'фото № 1.png');
  await asSharp(upright).png().toFile(file);
  expect(await decodeImage(file, image)).toEqual(expected);
});

test('many at once give what one at a time gives', async () => {
  const sources = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      asSharp(hashedPixels(20 + index, 90 - index))
        .png()
        .toBuffer(),
    ),
  );
  const together = await Promise.all(sources.map((source) => decodeImage(source, image)));
  for (const [index, source] of sources.entries())
    expect(together[index]).toEqual(await decodeImage(source, image));
});

describe('what cannot be read', () => {
  const failure = async (source: string | Uint8Array): Promise<unknown> =>
    decodeImage(source, image).then(
      () => null,
      (error: unknown) => error,
    );

  test('is an error that names the file', async () => {
    const file = join(folder, 'cut.jpg');
    const whole = await asSharp(hashedPixels(80, 80)).jpeg().toBuffer();
    await writeFile(file, whole.subarray(0, whole.length >> 1));
    const cut = await failure(file);
    expect(isThawError(cut, 'image-damaged') && cut.facts.file).toBe(file);
    const missing = await failure(join(folder, 'none.jpg'));
    expect(isThawError(missing, 'image-unreadable') && missing.facts.detail).toBe('ENOENT');
    expect(isThawError(await failure(folder), 'image-unreadable')).toBe(true);
    expect(isThawError(await failure(new Uint8Array(0)), 'image-unreadable')).toBe(true);
  });

  test('includes SVG and text, whatever they are called', async () => {
    const file = join(folder, 'drawing.png');
    await writeFile(
      file,
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    );
    const error = await failure(file);
    expect(isThawError(error, 'image-type-unknown') && error.facts.extension).toBe('.png');
  });
});
