import { expect, test } from 'vitest';
import { asSharp, quarters } from '../../../test/images/pictures.ts';
import { jpegSize } from './jpeg-size.ts';

const picture = asSharp(quarters(300, 200));

test.each([{}, { progressive: true }, { chromaSubsampling: '4:4:4' }])(
  'finds the size: %o',
  async (options) => {
    const upright = picture.clone().jpeg(options).withMetadata({ orientation: 6 });
    expect(jpegSize(await upright.toBuffer())).toEqual({ width: 300, height: 200 });
    const grey = picture.clone().greyscale().jpeg(options);
    expect(jpegSize(await grey.toBuffer())).toEqual({ width: 300, height: 200 });
  },
);

test('leaves what is out of the ordinary to the decoder', async () => {
  const cmyk = await picture.clone().toColourspace('cmyk').jpeg().toBuffer();
  expect(jpegSize(cmyk)).toBeNull();
  const whole = await picture.clone().jpeg().toBuffer();
  const frame = whole.indexOf(Buffer.from([0xff, 0xc0]));
  for (let length = 0; length < frame + 10; length++) expect(jpegSize(whole.subarray(0, length))).toBeNull();
  for (const place of [2, 3, 5]) {
    const changed = Uint8Array.from(whole);
    changed[place] = 0;
    expect(jpegSize(changed)).toBeNull();
  }
});
