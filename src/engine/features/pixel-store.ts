import sharp from 'sharp';
import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ColourAxes } from '../../shared/colour-axes.ts';
import type { RandomStream } from '../../shared/random.ts';
import type { AugmentationConfig, ImageConfig } from '../../shared/recipe.ts';
import { storedImage } from '../images/fit-square.ts';
import type { RecordReading, RecordStore } from './record-store.ts';
import { type StorePlace, storePlace } from './store-place.ts';

/** How photos are changed at random. */
export interface PhotoChanges {
  readonly config: AugmentationConfig;
  /** Of the training photos' colours; null where nothing asks for them. */
  readonly axes: ColourAxes | null;
  /** A photo's own draws. */
  readonly stream: (photo: Photo) => RandomStream;
}

/** Decoded photos on disk, as the network takes them. */
export interface PixelStore {
  /** Side of the square pictures, in pixels. */
  readonly size: number;
  /** n x size x size x 3 bytes, RGB, in the order of the photos. Throws `file-damaged` for one that is not there. */
  read(photos: readonly Photo[]): Promise<Uint8Array>;
  /** The same, changed; also throws `image-unreadable` where the scale is drawn and a photo is no longer there. */
  readChanged(photos: readonly Photo[], changes: PhotoChanges): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Written and flushed at once: few flushes a second, and little lost by a kill. */
export const pixelBytesPerBatch = 8 * 2 ** 20;

/** To be raised by one with any change of decodeImage that changes pixels. */
const decoderVersion = 1;

/**
 * All that decides the pixels of a photo. The decoders are inside sharp's libvips, so that its version counts too:
 * cached pixels must be those that prediction decodes. TensorFlow's, where it is asked, was compared with them.
 */
export function describePixels(image: ImageConfig): object {
  return { kind: 'pixels', decoderVersion, vips: sharp.versions.vips, image };
}

/** The squares that photos are kept as, from which the network's pictures are cut. */
export function pixelPlace(image: ImageConfig): StorePlace {
  const kept = storedImage(image);
  return storePlace(describePixels(kept), { type: 'uint8', shape: [kept.size, kept.size, 3] });
}

/** A photo, and the place that its record is wanted at, counted in records. */
export interface PlacedPhoto {
  readonly photo: Photo;
  readonly slot: number;
}

/**
 * The records of these photos, all whole. Throws `file-damaged` where one is not: the next run finds the same before
 * it starts, and computes it anew.
 */
export async function readWhole(
  store: RecordStore,
  photos: readonly Photo[],
): Promise<RecordReading['bytes']> {
  const { bytes, lost } = await store.read(photos.map((photo) => photo.sha256));
  requireWhole(store, photos, lost);
  return bytes;
}

/** The same into memory that is there, each record at its slot. */
export async function readWholeInto(
  store: RecordStore,
  bytes: Uint8Array,
  placed: readonly PlacedPhoto[],
): Promise<void> {
  const wanted = placed.map(({ photo: { sha256 }, slot }) => ({ sha256, slot }));
  const lost = await store.readInto(bytes, wanted);
  requireWhole(
    store,
    placed.map(({ photo }) => photo),
    lost,
  );
}

function requireWhole({ place }: RecordStore, photos: readonly Photo[], lost: readonly string[]): void {
  if (lost.length === 0) return;
  const paths = photos.filter((photo) => lost.includes(photo.sha256)).map((photo) => photo.path);
  throw new ThawError('file-damaged', { file: place.folder, detail: paths.join(', ') });
}
