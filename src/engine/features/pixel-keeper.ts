import type { ImageConfig } from '../../shared/recipe.ts';
import type { OpenPhotoKeeper, PhotoKeeper } from '../dataset/photo-keeper.ts';
import { fitSquare, storedImage } from '../images/fit-square.ts';
import { dropOvergrown } from './drop-overgrown.ts';
import { evictOldest } from './evict-oldest.ts';
import { pixelBytesPerBatch, pixelPlace } from './pixel-store.ts';
import { openRecordStore, type RecordStore } from './record-store.ts';
import { openRecordWriter, type RecordWriter } from './record-writer.ts';

/**
 * Keeps the photos of a scan in the cache of pixels, as `image` says. Where the cache cannot be written now, or another
 * process writes, nothing is kept: `providePixels` decodes what is missing, and says what is wrong.
 */
export function pixelKeeper(image: ImageConfig, signal: AbortSignal): OpenPhotoKeeper {
  return async (numPhotos) => {
    const place = pixelPlace(image);
    try {
      await dropOvergrown(place, numPhotos);
      return keeperOf(image, await openRecordStore(place), signal);
    } catch {
      return keepsNothing;
    }
  };
}

const keepsNothing: PhotoKeeper = {
  has: () => false,
  keep: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** The store is locked from the first full batch on: most scans find all of their photos there. */
function keeperOf(image: ImageConfig, store: RecordStore, signal: AbortSignal): PhotoKeeper {
  let writer: RecordWriter | null = null;
  const taken = new Set<string>();
  let batch: { readonly sha256: string; readonly pixels: Uint8Array }[] = [];
  let bytes = 0;
  let isWritable = true;
  let written: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    const full = batch;
    const roomForBytes = bytes;
    [batch, bytes] = [[], 0];
    written = written
      .then(async () => {
        if (!isWritable || full.length === 0) return;
        writer ??= await openRecordWriter(store.place, signal, 0);
        await evictOldest({ roomForBytes });
        await writer.append(
          full.map(({ sha256 }) => sha256),
          Buffer.concat(full.map(({ pixels }) => pixels)),
        );
      })
      .catch(() => {
        isWritable = false;
      });
    return written;
  };
  return {
    has: (sha256) => store.has(sha256),
    async keep(sha256, photo) {
      if (!isWritable || taken.has(sha256)) return;
      taken.add(sha256);
      const pixels = fitSquare(photo, storedImage(image));
      batch.push({ sha256, pixels });
      bytes += pixels.length;
      if (bytes >= pixelBytesPerBatch) await write();
    },
    async close() {
      await write();
      await writer?.close().catch(() => undefined);
      await store.close().catch(() => undefined);
    },
  };
}
