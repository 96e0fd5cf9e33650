import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { findTwins } from './find-twins.ts';
import { madePicture, squarePixels } from './fixtures/made-picture.ts';
import { grayThumbnail } from './gray-thumbnail.ts';
import type { Neighbours } from './nearest-photos.ts';

const size = 150;
const thumbnail = async (picture: Buffer): Promise<Uint8Array> =>
  grayThumbnail(await squarePixels(picture, size), size);

/** Every photo beside every other, as features of one class would have it. */
function allNear(numPhotos: number): Neighbours {
  const each = numPhotos - 1;
  const photos = Int32Array.from({ length: numPhotos * each }, (_, at) => {
    const [own, rank] = [Math.floor(at / each), at % each];
    return rank < own ? rank : rank + 1;
  });
  return { photos, cosines: new Float32Array(photos.length).fill(1), each };
}

async function twinsOf(pictures: readonly Buffer[], neighbours: Neighbours | null): Promise<string[]> {
  const found = await findTwins({
    thumbnails: await Promise.all(pictures.map(thumbnail)),
    neighbours,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  return found.map((group) => [...group].sort((one, other) => one - other).join(' ')).sort();
}

const original = await madePicture(1);
const turned: Record<string, Buffer> = {
  'turned by 90 degrees': await sharp(original).rotate(90).toBuffer(),
  'turned by 180 degrees': await sharp(original).rotate(180).toBuffer(),
  'turned by 270 degrees': await sharp(original).rotate(270).toBuffer(),
  'mirrored left and right': await sharp(original).flop().toBuffer(),
  'mirrored top and bottom': await sharp(original).flip().toBuffer(),
  'strongly compressed': await sharp(original).jpeg({ quality: 40 }).toBuffer(),
  'of half the size': await sharp(original).resize(200).toBuffer(),
  brighter: await sharp(original).modulate({ brightness: 1.15 }).toBuffer(),
};
const cutOut: Record<string, Buffer> = {
  'cut to 70 % of the area': await sharp(original)
    .extract({ left: 50, top: 10, width: 335, height: 251 })
    .toBuffer(),
  'turned by 10 degrees': await sharp(await sharp(original).rotate(10, { background: '#000' }).toBuffer())
    .extract({ left: 23, top: 32, width: 400, height: 300 })
    .toBuffer(),
};

describe('findTwins', () => {
  it.each(Object.keys(turned))('finds a copy that was %s by its hash', async (kind) => {
    expect(await twinsOf([original, await madePicture(2), turned[kind]!], null)).toEqual(['0 2']);
  });

  it.each(Object.keys(cutOut))('finds a copy that was %s where features propose it', async (kind) => {
    const pictures = [original, await madePicture(2), cutOut[kind]!, await madePicture(3)];
    expect(await twinsOf(pictures, allNear(pictures.length))).toEqual(['0 2']);
  });

  it('does not take other pictures for one, whatever features say', async () => {
    const pictures = await Promise.all(Array.from({ length: 12 }, (_, number) => madePicture(number + 10)));
    expect(await twinsOf(pictures, allNear(pictures.length))).toEqual([]);
  });

  it('does not take pictures of one colour for each other', async () => {
    const plain = (color: string): Promise<Buffer> =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: color } })
        .png()
        .toBuffer();
    expect(await twinsOf([await plain('#888'), await plain('#999')], allNear(2))).toEqual([]);
  });
});
