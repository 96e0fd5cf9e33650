import sharp from 'sharp';
import { randomStream } from '../../../shared/random.ts';
import { readPhoto } from '../../images/read-photo.ts';

/** No multiple of 8 or 16, so that blocks are cut at the edges. */
const [width, height] = [61, 43];

/** A noisy picture in all kinds that is-plain-jpeg.ts lets pass. */
export function plainJpegs(): Promise<readonly Uint8Array[]> {
  const stream = randomStream(1, 'plain-jpegs');
  const data = Uint8Array.from({ length: width * height * 3 }, () => stream.below(256));
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).blur(0.7);
  const kinds = (['4:2:0', '4:4:4'] as const).flatMap((chromaSubsampling) =>
    [false, true].map((progressive) => picture.clone().jpeg({ chromaSubsampling, progressive })),
  );
  return Promise.all([...kinds, picture.clone().greyscale().jpeg()].map((kind) => kind.toBuffer()));
}

/**
 * TensorFlow's library and libvips' have ages of their own, and a cache may hold no pixels but those that prediction
 * meets. Throws an Error where a decoder's pixels of any kind differ from libvips'.
 */
export async function comparePlainJpegs(
  decode: (bytes: Uint8Array) => Promise<Uint8Array | null>,
): Promise<void> {
  for (const file of await plainJpegs()) {
    const theirs = await readPhoto(file);
    const ours = await decode(file);
    const isSame =
      theirs.ok &&
      ours !== null &&
      Buffer.compare(ours.subarray(0, width * height * 3), theirs.photo.data) === 0;
    if (!isSame) throw new Error('the pixels of a JPEG differ from libvips’');
  }
}
