import { describe, expect, test } from 'vitest';
import { asSharp, quarters } from '../../../test/images/pictures.ts';
import { isPlainJpeg } from './is-plain-jpeg.ts';

const picture = asSharp(quarters(40, 30));
const turned = (orientation: number): Promise<Buffer> =>
  picture.clone().jpeg().withMetadata({ orientation }).toBuffer();

test.each([{}, { progressive: true }, { chromaSubsampling: '4:4:4' }])('%o is plain', async (options) => {
  expect(isPlainJpeg(await picture.clone().jpeg(options).toBuffer())).toBe(true);
  expect(isPlainJpeg(await picture.clone().greyscale().jpeg(options).toBuffer())).toBe(true);
});

test('colours halved one way, or four components, are not', async () => {
  const whole = await picture.clone().jpeg().toBuffer();
  const factors = whole.indexOf(Buffer.from([0xff, 0xc0])) + 11;
  for (const other of [0x21, 0x12, 0x41, 0x44]) {
    const changed = Uint8Array.from(whole);
    changed[factors] = other;
    expect(isPlainJpeg(changed)).toBe(false);
  }
  expect(isPlainJpeg(await picture.clone().toColourspace('cmyk').jpeg().toBuffer())).toBe(false);
});

describe('EXIF', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('of orientation %i: only 1 is plain', async (orientation) => {
    expect(isPlainJpeg(await turned(orientation))).toBe(orientation === 1);
  });

  test('that says nothing of it is plain', async () => {
    const described = picture
      .clone()
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Thaw' } });
    expect(isPlainJpeg(await described.toBuffer())).toBe(true);
  });

  test('in the other order of bytes counts as well', () => {
    const block = (value: number): Buffer => exifJpeg(`4d4d002a00000008000101120003000000010 00${value}0000`);
    expect(isPlainJpeg(block(1))).toBe(true);
    expect(isPlainJpeg(block(6))).toBe(false);
  });

  test('that is damaged around the orientation, or has it twice, is not plain', async () => {
    const whole = await turned(6);
    const field = whole.indexOf(Buffer.from('12010300', 'hex'));
    const counted = Uint8Array.from(whole);
    counted[whole.indexOf(Buffer.from('49492a0008000000', 'hex')) + 8]! += 40;
    expect(isPlainJpeg(counted)).toBe(false);
    const typed = Uint8Array.from(whole);
    typed[field + 2] = 0;
    expect(isPlainJpeg(typed)).toBe(false);
    const first = '12010300010000000100';
    expect(isPlainJpeg(exifJpeg(`49492a00080000000200${first}0000120103000100000006000000`))).toBe(false);
  });
});

/** The head of a JPEG: an EXIF block, a frame and the beginning of its scan. */
function exifJpeg(hex: string): Buffer {
  const block = Buffer.from(`457869660000${hex.replaceAll(' ', '')}`, 'hex');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(block.length + 2);
  const frame = Buffer.from('ffc00011080010001003012200021101031101', 'hex');
  return Buffer.concat([
    Buffer.from('ffd8ffe1', 'hex'),
    length,
    block,
    frame,
    Buffer.from('ffda000c', 'hex'),
  ]);
}

test('where the head is damaged or cut short it cannot be told', async () => {
  const whole = await turned(1);
  const gap = Uint8Array.from(whole);
  gap[2] = 0;
  expect(isPlainJpeg(gap)).toBe(false);
  const scan = whole.indexOf(Buffer.from([0xff, 0xda]));
  for (let length = 0; length < scan; length++) expect(isPlainJpeg(whole.subarray(0, length))).toBe(false);
});
