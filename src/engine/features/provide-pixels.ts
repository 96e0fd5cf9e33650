import { availableParallelism } from 'node:os';
import type { Photo, SkippedFile } from '../../shared/dataset.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { storedImage } from '../images/fit-square.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import { progressMeter } from '../job/progress-meter.ts';
import type { JobContext } from '../job/job-context.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import { type DecodePool, openDecodePool } from './decode-workers/open-decode-pool.ts';
import { dropOvergrown } from './drop-overgrown.ts';
import { evictOldest } from './evict-oldest.ts';
import { missingRecords } from './missing-records.ts';
import { photosByHash } from './photos-by-hash.ts';
import { openPixels } from './open-pixels.ts';
import { pixelBytesPerBatch, type PixelStore, pixelPlace } from './pixel-store.ts';
import { openRecordStore, type RecordStore } from './record-store.ts';
import { openRecordWriter, type RecordWriter } from './record-writer.ts';
import { recordBytes } from './store-place.ts';

export type { PixelStore } from './pixel-store.ts';

/** One a core, and two more so that no core waits for the disk. */
const photosAtOnce = availableParallelism() + 2;

/**
 * Decodes every photo once into a store on disk, by its content: what is there already, for whatever data set, is not
 * decoded again, nor is its file looked at. Paths are relative to `folder`. A photo that is gone, changed since its
 * hash was taken, or cannot be decoded is left out and reported; the others go on. Throws `cancelled`, `disk-full`,
 * `permission-denied`, `locked-by-other`, `drive-gone`, `too-many-open-files`.
 */
export async function providePixels(
  photos: readonly Photo[],
  folder: string,
  image: ImageConfig,
  context: JobContext,
): Promise<{ store: PixelStore; skipped: readonly SkippedFile[] }> {
  const place = pixelPlace(image);
  const kept = storedImage(image);
  await dropOvergrown(place, photos.length);
  const store = await openRecordStore(place);
  try {
    const decodeWith =
      (pool: DecodePool): Decode =>
      (photo) =>
        pool.decode({ photo, folder, image: kept, scale: null });
    const skipped = await decodeMissing(photos, decodeWith, store, context);
    const source = { folder, image, photos: photos.length, signal: context.signal };
    return { store: openPixels(store, source), skipped };
  } catch (error) {
    await store.close();
    throw error;
  }
}

type Decode = (photo: Photo) => Promise<DecodedPhoto>;

async function decodeMissing(
  photos: readonly Photo[],
  decodeWith: (pool: DecodePool) => Decode,
  store: RecordStore,
  context: JobContext,
): Promise<readonly SkippedFile[]> {
  const filesOf = photosByHash(photos);
  const hashes = [...filesOf.keys()];
  context.report({ kind: 'stage', stage: 'reading-photos', total: hashes.length, unit: 'photos' });
  const missing = await missingRecords(store, hashes, context.signal);
  const skipped: SkippedFile[] = [];
  let done = hashes.length - missing.length;
  const meter = progressMeter(context.report, 'reading-photos', hashes.length, done);
  if (missing.length > 0) {
    await evictOldest({ roomForBytes: missing.length * recordBytes(store.place.layout) });
    const writer = await openRecordWriter(store.place, context.signal);
    try {
      // Another process may have decoded some while this one waited for the lock.
      await store.refresh();
      const stillMissing = await missingRecords(store, missing, context.signal);
      done = hashes.length - stillMissing.length;
      const pool = openDecodePool(stillMissing.length);
      const decode = decodeWith(pool);
      const decodeOne = async (sha256: string): Promise<Uint8Array | null> => {
        const pixels = await decodeAny(filesOf.get(sha256)!, decode, skipped);
        meter.update(++done);
        return pixels;
      };
      try {
        await decodeInto(writer, stillMissing, store, decodeOne, context.signal);
      } finally {
        await pool.close();
      }
    } finally {
      await writer.close();
    }
    await store.refresh();
  }
  meter.finish(hashes.length);
  return skipped;
}

/** Copies of one photo are one record: any of their files will do, and only where none does are they reported. */
async function decodeAny(
  files: readonly Photo[],
  decode: Decode,
  skipped: SkippedFile[],
): Promise<Uint8Array | null> {
  const reasons: SkippedFile[] = [];
  for (const file of files) {
    const found = await decode(file);
    if (found.kind === 'decoded') return found.pixels;
    reasons.push(found.skipped);
  }
  skipped.push(...reasons);
  return null;
}

/** While one batch is written, the next one is decoded. */
async function decodeInto(
  writer: RecordWriter,
  missing: readonly string[],
  { place }: RecordStore,
  decode: (sha256: string) => Promise<Uint8Array | null>,
  signal: AbortSignal,
): Promise<void> {
  const perBatch = Math.max(photosAtOnce, Math.floor(pixelBytesPerBatch / recordBytes(place.layout)));
  let written: Promise<void> = Promise.resolve();
  try {
    for (let first = 0; first < missing.length; first += perBatch) {
      const batch = missing.slice(first, first + perBatch);
      const pixels = await mapInParallel(batch, photosAtOnce, signal, decode);
      await written;
      const decoded = batch.filter((_, index) => pixels[index] !== null);
      written = writer.append(decoded, Buffer.concat(pixels.filter((one) => one !== null)));
      // A failure is thrown by the next `await written`; until then nobody waits for it.
      written.catch(() => undefined);
    }
  } finally {
    await written;
  }
}
