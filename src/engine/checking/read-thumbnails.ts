import type { Photo } from '../../shared/dataset.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { grayThumbnail } from './gray-thumbnail.ts';

const photosAtOnce = 50;

/** Grey thumbnails of decoded photos, in their order: 4 KB each. Throws `cancelled`. */
export async function readThumbnails(
  pixels: PixelStore,
  photos: readonly Photo[],
  signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
  const thumbnails: Uint8Array[] = [];
  const bytesEach = pixels.size * pixels.size * 3;
  for (let first = 0; first < photos.length; first += photosAtOnce) {
    stopIfCancelled(signal);
    const batch = photos.slice(first, first + photosAtOnce);
    const read = await pixels.read(batch);
    for (let index = 0; index < batch.length; index++)
      thumbnails.push(grayThumbnail(read.subarray(index * bytesEach, (index + 1) * bytesEach), pixels.size));
  }
  return thumbnails;
}
