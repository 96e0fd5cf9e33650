import type { Photo, SkippedFile } from '../../shared/dataset.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { TensorFlowBinding } from '../backend/tensorflow-binding.ts';
import { storedImage } from '../images/fit-square.ts';
import { progressMeter } from '../job/progress-meter.ts';
import type { JobContext } from '../job/job-context.ts';
import type { DecodedPhoto } from './decode-photo.ts';
import { openDecodePool } from './decode-workers/open-decode-pool.ts';
import { decodeInto } from './decode-into.ts';
import { dropOvergrown } from './drop-overgrown.ts';
import { evictOldest } from './evict-oldest.ts';
import { missingRecords } from './missing-records.ts';
import { photosByHash } from './photos-by-hash.ts';
import { openPixels } from './open-pixels.ts';
import { type PixelStore, pixelPlace } from './pixel-store.ts';
import { openRecordStore, type RecordStore } from './record-store.ts';
import { openRecordWriter } from './record-writer.ts';
import { recordBytes } from './store-place.ts';

export type { PixelStore } from './pixel-store.ts';

/**
 * Decodes every photo once into a store on disk, by its content: what is there already, for whatever data set, is not
 * decoded again, nor is its file looked at. Paths are relative to `folder`. A photo that is gone, changed since its
 * hash was taken, or cannot be decoded is left out and reported; the others go on. Throws `cancelled`, `disk-full`,
 * `permission-denied`, `locked-by-other`, `drive-gone`, `too-many-open-files`.
 *
 * @param binding TensorFlow, where it is loaded: it decodes JPEGs faster.
 */
export async function providePixels(
  photos: readonly Photo[],
  folder: string,
  image: ImageConfig,
  context: JobContext,
  binding: TensorFlowBinding | null = null,
): Promise<{ store: PixelStore; skipped: readonly SkippedFile[] }> {
  const place = pixelPlace(image);
  const kept = storedImage(image);
  await dropOvergrown(place, photos.length);
  const store = await openRecordStore(place);
  try {
    const work = { folder, image: kept, binding };
    const skipped = await decodeMissing(photos, work, store, context);
    const source = { folder, image, photos: photos.length, signal: context.signal };
    return { store: openPixels(store, source), skipped };
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface DecodingWork {
  readonly folder: string;
  readonly image: ImageConfig;
  readonly binding: TensorFlowBinding | null;
}

async function decodeMissing(
  photos: readonly Photo[],
  { folder, image, binding }: DecodingWork,
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
      const pool = openDecodePool(stillMissing.length, { binding });
      const decodeOne = async (sha256: string, into: Uint8Array<SharedArrayBuffer>): Promise<boolean> => {
        const decode = (photo: Photo): Promise<DecodedPhoto> =>
          pool.decode({ photo, folder, image, scale: null, into });
        const isThere = await decodeAny(filesOf.get(sha256)!, decode, skipped);
        meter.update(++done);
        return isThere;
      };
      try {
        await decodeInto(
          writer,
          stillMissing,
          store,
          { photosAtOnce: pool.photosAtOnce, decode: decodeOne },
          context.signal,
        );
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
  decode: (photo: Photo) => Promise<DecodedPhoto>,
  skipped: SkippedFile[],
): Promise<boolean> {
  const reasons: SkippedFile[] = [];
  for (const file of files) {
    const found = await decode(file);
    if (found.kind === 'decoded') return true;
    reasons.push(found.skipped);
  }
  skipped.push(...reasons);
  return false;
}
