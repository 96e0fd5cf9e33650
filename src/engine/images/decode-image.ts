import { readFile } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { photoRoom } from './decode-room.ts';
import { type CutPlace, cutSquare } from './cut-square.ts';
import { fitSquare, scaled } from './fit-square.ts';
import { imageExtension } from './image-type.ts';
import type { RgbPixels } from './rgb-pixels.ts';
import { type JpegDecoder, limitPixels, type PhotoReading, readPhoto } from './read-photo.ts';

/** A photo as the network sees it, and how large it was, upright. */
export interface FittedPhoto {
  /** size x size x 3 bytes, RGB, rows from the top. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Another scale of a photo, and where the network's picture is cut from it. */
export interface DrawnScale {
  /** Pixels; see `scaled`. */
  readonly shortSide: number;
  /** null: the centre. */
  readonly cut: CutPlace | null;
}

/**
 * A photo as the network sees it: size x size x 3 bytes, RGB, rows from the top. The one function for training,
 * validation, prediction and export tests. `source` is a path or the file's bytes. Any number of calls may be under
 * way at once: they share the cores and a bounded room in memory.
 *
 * Throws `image-unreadable`, `image-damaged`, `image-type-unknown`, `image-too-large` or `permission-denied`.
 *
 * @param decodeJpeg another decoder than libvips, asked first for plain JPEGs; null unless the file is known to be
 * whole.
 */
export async function decodeImage(
  source: string | Uint8Array,
  image: ImageConfig,
  scale: DrawnScale | null = null,
  decodeJpeg: JpegDecoder | null = null,
): Promise<Uint8Array> {
  return (await decodeFitted(source, image, scale, limitPixels, decodeJpeg)).pixels;
}

/** As `decodeImage`, with the size of the photo itself. @param limit photos of more pixels are `image-too-large`. */
export async function decodeFitted(
  source: string | Uint8Array,
  image: ImageConfig,
  scale: DrawnScale | null = null,
  limit: number = limitPixels,
  decodeJpeg: JpegDecoder | null = null,
): Promise<FittedPhoto> {
  const file = typeof source === 'string' ? source : '';
  return photoRoom(1, async () => {
    const bytes = typeof source === 'string' ? await readBytes(source) : source;
    const reading = await readPhoto(bytes, limit, decodeJpeg);
    if (!reading.ok) throw asError(reading, file, limit);
    const { width, height } = reading.photo;
    const pixels = scale
      ? cutSquare(scaled(reading.photo, image, scale.shortSide), image.size, scale.cut)
      : fitSquare(reading.photo, image);
    return { pixels, width, height };
  });
}

/** A photo's own pixels, upright. Throws as `decodeImage` does. */
export async function readRgb(bytes: Uint8Array): Promise<RgbPixels> {
  return photoRoom(1, async () => {
    const reading = await readPhoto(bytes);
    if (reading.ok) return reading.photo;
    throw asError(reading, '', limitPixels);
  });
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const known = asStorageError(error, file, 'read');
    if (known instanceof ThawError) throw known;
    const detail = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ThawError('image-unreadable', { file, detail }, { cause: error });
  }
}

function asError(failure: PhotoReading & { ok: false }, file: string, limit: number): ThawError {
  const { reason, detail, width, height } = failure;
  switch (reason) {
    case 'empty-file':
    case 'unreadable':
      return new ThawError('image-unreadable', { file, detail });
    case 'damaged':
      return new ThawError('image-damaged', { file, detail });
    case 'not-an-image':
      return new ThawError('image-type-unknown', { file, extension: imageExtension(file) });
    case 'too-large':
      return new ThawError('image-too-large', { file, width, height, limitPixels: limit });
  }
}
