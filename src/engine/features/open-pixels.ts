import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { augmentImage } from '../images/augment-image.ts';
import { type AugmentationDraw, drawAugmentation } from '../images/augmentation-draw.ts';
import { cutSquare } from '../images/cut-square.ts';
import { storedImage } from '../images/fit-square.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import { type DecodePool, openDecodePool } from './decode-workers/open-decode-pool.ts';
import { type PhotoChanges, type PixelStore, readWhole } from './pixel-store.ts';
import type { RecordStore } from './record-store.ts';

/** What is known of photos whose pixels are kept. */
export interface PixelSource {
  /** Paths of photos are relative to it. */
  readonly folder: string;
  readonly image: ImageConfig;
  /** How many there are, about. */
  readonly photos: number;
  readonly signal: AbortSignal;
}

/**
 * The pixels of photos that are kept in `store`, as the network takes them. Where the scale is drawn, photos are decoded
 * afresh from their files at that scale instead: exact, whatever their shape, and without room on the disk, but every
 * use costs a decoding, and the files must stay until the training has ended. Closing closes the store.
 */
export function openPixels(store: RecordStore, source: PixelSource): PixelStore {
  const { size } = source.image;
  const side = storedImage(source.image).size;
  const bytesEach = side * side * 3;
  let pool: DecodePool | null = null;

  const keptSquares = async (
    photos: readonly Photo[],
    draws: readonly AugmentationDraw[] | null,
  ): Promise<readonly Uint8Array[]> => {
    const kept = await readWhole(store, photos);
    return photos.map((_, index) => {
      const data = kept.subarray(index * bytesEach, (index + 1) * bytesEach);
      return cutSquare({ data, width: side, height: side }, size, draws?.[index]?.cut ?? null);
    });
  };

  const freshSquares = (
    photos: readonly Photo[],
    draws: readonly AugmentationDraw[],
  ): Promise<readonly Uint8Array[]> => {
    pool ??= openDecodePool(source.photos);
    const decoding = pool;
    const indices = [...photos.keys()];
    return mapInParallel(indices, decoding.photosAtOnce, source.signal, async (index) => {
      const { folder, image } = source;
      const { shortSide, cut } = draws[index]!;
      const photo = photos[index]!;
      const found = await decoding.decode({
        photo,
        folder,
        image,
        scale: { shortSide: shortSide!, cut },
        into: null,
      });
      if (found.kind === 'decoded') return found.pixels;
      throw new ThawError('image-unreadable', { file: photo.path, detail: found.skipped.detail });
    });
  };

  return {
    size,
    async read(photos) {
      if (side === size) return readWhole(store, photos);
      return Buffer.concat(await keptSquares(photos, null));
    },
    async readChanged(photos, { config, axes, stream }: PhotoChanges) {
      const draws = photos.map((photo) => drawAugmentation(config, stream(photo)));
      const squares = await (config.shortSide ? freshSquares(photos, draws) : keptSquares(photos, draws));
      const changed = new Uint8Array(photos.length * size * size * 3);
      squares.forEach((square, index) => {
        changed.set(augmentImage(square, size, draws[index]!, config, axes), index * size * size * 3);
      });
      return changed;
    },
    async close() {
      await pool?.close();
      await store.close();
    },
  };
}
