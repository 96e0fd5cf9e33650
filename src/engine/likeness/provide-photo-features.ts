import { setImmediate } from 'node:timers/promises';
import type { Photo, SkippedFile } from '../../shared/dataset.ts';
import { evictOldest } from '../features/evict-oldest.ts';
import { missingRecords } from '../features/missing-records.ts';
import { photosByHash } from '../features/photos-by-hash.ts';
import { type PixelStore, readWhole } from '../features/pixel-store.ts';
import { providePixels } from '../features/provide-pixels.ts';
import { openRecordStore, type RecordStore } from '../features/record-store.ts';
import { openRecordWriter } from '../features/record-writer.ts';
import { recordBytes } from '../features/store-place.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { photosPerPass } from '../models/frozen-pass.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import type { Scorer } from '../prediction/open-scorer.ts';
import { photoFeaturesPlace } from './photo-features-place.ts';

/** Photos in a trained model's eyes. */
export interface PhotoFeatures<OnePhoto extends Photo = Photo> {
  readonly photos: readonly OnePhoto[];
  /** photos x channels, each of length 1 (./pool-features.ts). */
  readonly values: Float32Array;
  readonly channels: number;
  /** Photos without features: their files are gone, changed or damaged. */
  readonly skipped: readonly SkippedFile[];
}

/** Photos, by paths relative to `folder`. */
export interface PhotoSource<OnePhoto extends Photo = Photo> {
  readonly folder: string;
  readonly photos: readonly OnePhoto[];
}

/** Photos whose features are not in the cache; computing them takes a pass of the whole network over each. */
export async function countMissingFeatures(
  model: TrainedModel,
  photos: readonly Photo[],
  signal: AbortSignal,
): Promise<number> {
  const store = await openRecordStore(photoFeaturesPlace(model));
  try {
    return (await missingRecords(store, [...photosByHash(photos).keys()], signal)).length;
  } finally {
    await store.close();
  }
}

/**
 * The features of photos by a trained model, from the cache; what is not there is computed once and kept batch by
 * batch, so that a cancelled computation goes on where it was. Throws `cancelled`, `disk-full`, `permission-denied`,
 * `locked-by-other`.
 */
export async function providePhotoFeatures<OnePhoto extends Photo>(
  model: TrainedModel,
  scorer: Pick<Scorer, 'look'>,
  { folder, photos }: PhotoSource<OnePhoto>,
  context: JobContext,
): Promise<PhotoFeatures<OnePhoto>> {
  const store = await openRecordStore(photoFeaturesPlace(model));
  try {
    const byHash = photosByHash(photos);
    const missing = await missingRecords(store, [...byHash.keys()], context.signal);
    const wanted = missing.flatMap((sha256) => byHash.get(sha256)!);
    const skipped =
      wanted.length > 0
        ? await computeMissing(model, scorer, { folder, photos: wanted }, store, context)
        : [];
    const there = photos.filter(({ sha256 }) => store.has(sha256));
    const { buffer } = await readWhole(store, there);
    const channels = store.place.layout.shape[0]!;
    return { photos: there, values: new Float32Array(buffer), channels, skipped };
  } finally {
    await store.close();
  }
}

async function computeMissing(
  { file }: TrainedModel,
  scorer: Pick<Scorer, 'look'>,
  { folder, photos }: PhotoSource,
  store: RecordStore,
  context: JobContext,
): Promise<readonly SkippedFile[]> {
  const { store: pixels, skipped } = await providePixels(photos, folder, file.image, context);
  try {
    const left = new Set(skipped.map(({ path }) => path));
    const unread = new Set(photos.filter(({ path }) => left.has(path)).map(({ sha256 }) => sha256));
    const readable = [...photosByHash(photos).values()]
      .map((same) => same[0]!)
      .filter(({ sha256 }) => !unread.has(sha256));
    await evictOldest({ roomForBytes: readable.length * recordBytes(store.place.layout) });
    await computeInto(store, scorer, pixels, readable, context);
    await store.refresh();
  } finally {
    await pixels.close();
  }
  return skipped;
}

async function computeInto(
  store: RecordStore,
  scorer: Pick<Scorer, 'look'>,
  pixels: PixelStore,
  photos: readonly Photo[],
  context: JobContext,
): Promise<void> {
  const progress = startStage(context.report, 'caching-features', photos.length, 'photos');
  const writer = await openRecordWriter(store.place, context.signal);
  try {
    for (let first = 0; first < photos.length; first += photosPerPass) {
      // A backend that blocks its thread gives no other moment in which a cancel comes in.
      await setImmediate();
      stopIfCancelled(context.signal);
      const batch = photos.slice(first, first + photosPerPass);
      const { features } = await scorer.look(await pixels.read(batch), batch.length);
      await writer.append(
        batch.map(({ sha256 }) => sha256),
        new Uint8Array(features.buffer, features.byteOffset, features.byteLength),
      );
      batch.forEach(() => {
        progress.advance();
      });
    }
  } finally {
    await writer.close();
  }
  progress.finish();
}
