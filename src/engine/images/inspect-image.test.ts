import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { asSharp, hashedPixels, quarters } from '../../../test/images/pictures.ts';
import { randomStream } from '../../shared/random.ts';
import { imageType } from './image-type.ts';
import { imageExtensions, inspectHeader, inspectImage } from './inspect-image.ts';

const picture = hashedPixels(90, 60);
const encoders = {
  jpeg: () => asSharp(picture).jpeg(),
  progressive: () => asSharp(picture).jpeg({ progressive: true }),
  png: () => asSharp(picture).png(),
  webp: () => asSharp(picture).webp(),
  gif: () => asSharp(picture).gif(),
  tiff: () => asSharp(picture).tiff({ compression: 'lzw' }),
  avif: () => asSharp(picture).avif(),
};
const formats = Object.entries(encoders);

async function reasonOf(bytes: Uint8Array, path = 'photo.jpg'): Promise<string> {
  const inspection = await inspectImage(bytes, path);
  return inspection.ok ? 'ok' : inspection.reason;
}

test('a whole photo is usable, with its upright size', async () => {
  for (const [, encode] of formats) {
    expect(await inspectImage(await encode().toBuffer(), 'a.JPG')).toEqual({
      ok: true,
      width: 90,
      height: 60,
    });
  }
  const turned = await asSharp(picture).withMetadata({ orientation: 8 }).jpeg().toBuffer();
  expect(await inspectImage(turned, 'a.jpeg')).toEqual({ ok: true, width: 60, height: 90 });
});

test('the header of a whole photo says the same', async () => {
  const turned = [5, 6, 8].map((orientation) => asSharp(picture).withMetadata({ orientation }).jpeg());
  for (const encoder of [...formats.map(([, encode]) => encode()), ...turned]) {
    const bytes = await encoder.toBuffer();
    expect(await inspectHeader(bytes, 'a.png')).toEqual(await inspectImage(bytes, 'a.png'));
  }
  const bytes = await asSharp(picture).png().toBuffer();
  expect(await inspectHeader(bytes, 'a.txt')).toEqual(await inspectImage(bytes, 'a.txt'));
  expect(await inspectHeader(new Uint8Array(9), 'a.png')).toMatchObject({ ok: false });
});

describe('damage', () => {
  test.each(formats)('of a %s cut off anywhere is found', async (_, encode) => {
    const whole = await encode().toBuffer();
    for (const share of [0.1, 0.5, 0.9, 0.98]) {
      expect(await reasonOf(whole.subarray(0, Math.floor(whole.length * share)))).toBe('damaged');
    }
  });

  test('of bytes that were lost or overwritten is found', async () => {
    const { data } = await asSharp(picture).blur(1.5).raw().toBuffer({ resolveWithObject: true });
    const smooth = asSharp({ ...picture, data });
    for (const encoder of [smooth.clone().jpeg(), smooth.clone().png(), smooth.clone().gif()]) {
      const bytes = await encoder.toBuffer();
      bytes.fill(255, bytes.length >> 1, (bytes.length >> 1) + 200);
      expect(await reasonOf(bytes)).toBe('damaged');
    }
  });

  test('of one flipped bit in a PNG is found, by its checksum', async () => {
    const bytes = await asSharp(picture).png().toBuffer();
    bytes[bytes.length >> 1]! ^= 4;
    expect(await reasonOf(bytes)).toBe('damaged');
  });

  test('at random never crashes, and always has a reason', async () => {
    const stream = randomStream(9, 'damage');
    for (const [, encode] of formats) {
      const whole = await encode().toBuffer();
      for (let round = 0; round < 12; round++) {
        const bytes = Buffer.from(whole);
        for (let hit = 0; hit < 8; hit++) bytes[12 + stream.below(bytes.length - 12)] = stream.below(256);
        expect(['ok', 'damaged', 'too-large']).toContain(await reasonOf(bytes));
      }
    }
  });

  test('that loses no pixel is let pass', async () => {
    const jpeg = await asSharp(quarters(64, 64)).jpeg().toBuffer();
    const trailing = Buffer.concat([jpeg, Buffer.from('appended by a camera')]);
    expect(await reasonOf(trailing)).toBe('ok');
    // Bytes too many before a marker: libjpeg warns of them and reads on.
    const endMarker = jpeg.length - 2;
    const extra = Buffer.concat([jpeg.subarray(0, endMarker), Buffer.alloc(9, 7), jpeg.subarray(endMarker)]);
    expect(await reasonOf(extra)).toBe('ok');
  });
});

describe('what is not a photo', () => {
  test('has its own reason', async () => {
    expect(await reasonOf(new Uint8Array(0))).toBe('empty-file');
    expect(await reasonOf(Buffer.from('not a picture at all'))).toBe('not-an-image');
    expect(await reasonOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg')).toBe(
      'not-an-image',
    );
    expect(await reasonOf(Buffer.from([0xff, 0xd8]))).toBe('not-an-image');
    expect(await reasonOf(Buffer.from('GIF89a<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('damaged');
  });

  test('a photo under another extension is told from a wrong one', async () => {
    const png = await asSharp(picture).png().toBuffer();
    expect(await reasonOf(png, 'a.jpg')).toBe('ok');
    expect(await reasonOf(png, 'a.txt')).toBe('wrong-extension');
    expect(await reasonOf(png, 'a')).toBe('wrong-extension');
  });

  test('HEIC is unreadable where the build has no decoder, not damaged', async () => {
    const header = Buffer.alloc(64);
    header.writeUInt32BE(24);
    header.write('ftypheic', 4, 'latin1');
    header.write('mif1heic', 16, 'latin1');
    expect(imageType(header)).toBe('heic');
    expect(await reasonOf(header, 'a.heic')).toBe('unreadable');
  });
});

test('giant dimensions are refused before any pixel is decoded', async () => {
  const inspection = await inspectImage(pngHeader(60_000, 50_000), 'bomb.png');
  expect(inspection).toEqual({ ok: false, reason: 'too-large', detail: '60000x50000' });
});

test('extensions are lower case with a dot', () => {
  for (const extension of imageExtensions) expect(extension).toMatch(/^\.[a-z]+$/);
  expect(imageExtensions.has('.svg')).toBe(false);
});

/** A PNG that announces its size and holds almost nothing. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (name: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('IDAT', Buffer.alloc(20)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
