import { availableParallelism } from 'node:os';
import type { Photo, SkippedFile } from '../../../shared/dataset.ts';
import { type DecodedPhoto, decodeWith } from '../../features/decode-photo.ts';
import { readRgb } from '../../images/decode-image.ts';
import type { RgbPixels } from '../../images/rgb-pixels.ts';
import { mapInParallel } from '../../job/map-in-parallel.ts';

/** Pictures that are held at once: of 224 pixels, 30 MB. */
const picturesAtOnce = 200;

export interface PhotoSource {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Told of each photo once it has been looked at. */
  readonly advance: () => void;
}

/** What the pictures of the photos came to. */
export interface LookedAt {
  /** Those that could be read. */
  readonly photos: readonly Photo[];
  /** Of these, by photo and class. */
  readonly probabilities: Float32Array;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/**
 * Makes `pictures` pictures of every photo by `make` and asks about them by `score`, some photos at a time: it is given
 * all of their pictures and gives as many rows of `numClasses` probabilities, whose mean a photo's answer is. Photos
 * that cannot be read are left out. Throws `cancelled`.
 */
export async function lookAtPhotos(
  photos: readonly Photo[],
  { folder, signal, advance }: PhotoSource,
  pictures: number,
  make: (photo: RgbPixels) => Uint8Array,
  score: (pixels: Uint8Array, count: number) => Promise<Float32Array>,
  numClasses: number,
): Promise<LookedAt> {
  const skipped: SkippedFile[] = [];
  const measured: Photo[] = [];
  const rows: Float32Array[] = [];
  const read = (batch: readonly Photo[]): Promise<DecodedPhoto[]> =>
    mapInParallel(batch, availableParallelism(), signal, (photo) =>
      decodeWith(photo, folder, async (bytes) => make(await readRgb(bytes))),
    );
  const ask = (found: readonly Uint8Array[]): Promise<Float32Array> =>
    score(Buffer.concat(found), found.length * pictures);
  // A network's first look takes longer than all others, by what is made ready then: the seconds are of those.
  for (const photo of photos) {
    const [found] = await read([photo]);
    if (found?.kind !== 'decoded') continue;
    await ask([found.pixels]);
    break;
  }
  const start = performance.now();
  const perBatch = Math.max(1, Math.floor(picturesAtOnce / pictures));
  for (let from = 0; from < photos.length; from += perBatch) {
    const batch = photos.slice(from, from + perBatch);
    const pixels: Uint8Array[] = [];
    (await read(batch)).forEach((found, index) => {
      if (found.kind === 'skipped') skipped.push(found.skipped);
      else {
        pixels.push(found.pixels);
        measured.push(batch[index]!);
      }
    });
    if (pixels.length > 0) rows.push(...meanRows(await ask(pixels), pictures, numClasses));
    batch.forEach(advance);
  }
  const probabilities = new Float32Array(measured.length * numClasses);
  rows.forEach((row, index) => {
    probabilities.set(row, index * numClasses);
  });
  return { photos: measured, probabilities, seconds: (performance.now() - start) / 1000, skipped };
}

/** One row a photo. A single picture's is left as it is, to the bit. */
function meanRows(values: Float32Array, pictures: number, numClasses: number): readonly Float32Array[] {
  const numPhotos = values.length / (pictures * numClasses);
  return Array.from({ length: numPhotos }, (_, photo) =>
    Float32Array.from({ length: numClasses }, (_unused, index) => {
      let sum = 0;
      for (let picture = 0; picture < pictures; picture++)
        sum += values[(photo * pictures + picture) * numClasses + index]!;
      return sum / pictures;
    }),
  );
}
