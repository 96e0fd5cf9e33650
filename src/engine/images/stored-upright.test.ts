import { expect, test } from 'vitest';
import { asSharp, quarters } from '../../../test/images/pictures.ts';
import { storedUpright } from './stored-upright.ts';

const jpeg = asSharp(quarters(40, 30)).jpeg();
const turned = (orientation: number): Promise<Buffer> =>
  jpeg.clone().withMetadata({ orientation }).toBuffer();

test('a JPEG without an EXIF block lies upright', async () => {
  expect(storedUpright(await jpeg.clone().toBuffer())).toBe(true);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('with orientation %i only 1 does', async (orientation) => {
  expect(storedUpright(await turned(orientation))).toBe(orientation === 1);
});

test('an EXIF block that says nothing of it leaves it upright', async () => {
  const described = jpeg.clone().withExif({ IFD0: { Copyright: 'Thaw' } });
  expect(storedUpright(await described.toBuffer())).toBe(true);
});

test('where the block or the head is damaged it cannot be told', async () => {
  const whole = await turned(1);
  const block = whole.indexOf('Exif');
  const damaged = Uint8Array.from(whole);
  damaged.fill(0xff, block + 6, block + 14);
  expect(storedUpright(damaged)).toBe(false);
  const gap = Uint8Array.from(whole);
  gap[2] = 0;
  expect(storedUpright(gap)).toBe(false);
  const scan = whole.indexOf(Buffer.from([0xff, 0xda]));
  for (let length = 0; length < scan; length++) expect(storedUpright(whole.subarray(0, length))).toBe(false);
});
