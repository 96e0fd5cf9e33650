import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { randomStream } from '../../shared/random.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import { decodeImage } from '../images/decode-image.ts';
import { resizeBilinear } from '../images/resize-bilinear.ts';

/** The run's own test photos that an export is compared on, and how many pictures there are at least. */
const mostPhotos = 64;
const leastPictures = 8;
/** Cells along a side of a made picture, before it is enlarged. */
const cells = 6;

export interface ComparisonPicture {
  /** size x size x 3 RGB bytes. */
  readonly pixels: Uint8Array;
  /** The test photo that it shows; null: none, it is made. `path`: as in split.json. */
  readonly photo: { readonly path: string; readonly file: string; readonly sha256: string } | null;
}

/**
 * Pictures to compare scores on: test photos of the run where they can still be read, where they are few filled up
 * with made ones, which are the same every time.
 */
export async function comparisonPictures(
  run: string,
  image: ImageConfig,
): Promise<readonly ComparisonPicture[]> {
  const photos = await readTestPhotos(run, image);
  const made = Array.from({ length: Math.max(0, leastPictures - photos.length) }, (_, index) => ({
    pixels: makePicture(index, image.size),
    photo: null,
  }));
  return [...photos, ...made];
}

/** Smooth patches of random colour, with every value from 0 to 255 possible. */
export function makePicture(index: number, size: number): Uint8Array {
  const stream = randomStream(0, 'export-picture', index);
  const data = Uint8Array.from({ length: cells * cells * 3 }, () => stream.below(256));
  return resizeBilinear({ data, width: cells, height: cells }, size, size).data;
}

/** A run's photos may have been moved or changed since: what cannot be read is left out. */
async function readTestPhotos(run: string, image: ImageConfig): Promise<readonly ComparisonPicture[]> {
  const split = await readFile(join(run, 'split.json'), 'utf8')
    .then((text) => splitFileSchema.parse(JSON.parse(text)))
    .catch(() => null);
  if (!split) return [];
  const test = split.photos.filter((photo) => photo.part === 'test');
  const pictures: ComparisonPicture[] = [];
  // Spread over the list, which is sorted by class.
  const stride = Math.max(1, test.length / mostPhotos);
  for (let place = 0; place < test.length && pictures.length < mostPhotos; place += stride) {
    const { path, sha256 } = test[Math.floor(place)]!;
    const file = resolve(split.folder, path);
    const pixels = await decodeImage(file, image).catch(() => null);
    if (pixels) pictures.push({ pixels, photo: { path, file, sha256 } });
  }
  return pictures;
}
