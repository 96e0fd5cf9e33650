import { readFile, stat } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { photoRoom } from './decode-room.ts';
import { imageExtension, imageType } from './image-type.ts';
import { limitPixels } from './read-photo.ts';

/**
 * Pictures for a person to look at, WebP. They are made by sharp's own fast way (a JPEG is decoded at a fraction of its
 * size); what the network sees comes from decode-image.ts.
 */

/** No camera writes more; a file is held whole in memory. */
const limitBytes = 256 * 1024 * 1024;

/** A square cut from the centre, `side` pixels. Throws as `decodeImage` does. */
export async function thumbnailPicture(file: string, side: number): Promise<Uint8Array> {
  return draw(file, (photo) =>
    photo.resize(side, side, { fit: 'cover', position: 'centre' }).webp({ quality: 80, effort: 1 }),
  );
}

/** The whole photo, upright, at most `longest` pixels on its longer side. Throws as `decodeImage` does. */
export async function wholePicture(file: string, longest: number): Promise<Uint8Array> {
  return draw(file, (photo) =>
    photo
      .resize(longest, longest, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 85, effort: 1 }),
  );
}

/** As `wholePicture`, as a PNG that loses nothing. */
export async function losslessPicture(file: string, longest: number): Promise<Uint8Array> {
  return draw(file, (photo) =>
    photo.resize(longest, longest, { fit: 'inside', withoutEnlargement: true }).png(),
  );
}

/** A square of size x size x 3 bytes as a picture. */
export async function squarePicture(pixels: Uint8Array, size: number): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .webp({ quality: 92, effort: 0 })
    .toBuffer();
}

async function draw(file: string, make: (photo: Sharp) => Sharp): Promise<Uint8Array> {
  return photoRoom(1, async () => {
    const bytes = await readBytes(file);
    if (bytes.length === 0) throw new ThawError('image-unreadable', { file, detail: '0 bytes' });
    if (imageType(bytes) === null)
      throw new ThawError('image-type-unknown', { file, extension: imageExtension(file) });
    try {
      const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
      if (width * height > limitPixels)
        throw new ThawError('image-too-large', { file, width, height, limitPixels });
      const photo = sharp(bytes, { failOn: 'error', limitInputPixels: false, autoOrient: true });
      return await make(photo.flatten({ background: 'white' })).toBuffer();
    } catch (error) {
      if (error instanceof ThawError) throw error;
      const detail = (error as Error).message.split('\n', 1)[0]!.slice(0, 200);
      throw new ThawError('image-damaged', { file, detail }, { cause: error });
    }
  });
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const status = await stat(file);
    // Opening a pipe waits for its other end.
    if (!status.isFile()) throw new ThawError('image-unreadable', { file, detail: 'not a regular file' });
    if (status.size > limitBytes)
      throw new ThawError('image-unreadable', { file, detail: `${status.size} bytes` });
    return await readFile(file);
  } catch (error) {
    const known = asStorageError(error, file, 'read');
    if (known instanceof ThawError) throw known;
    const detail = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ThawError('image-unreadable', { file, detail }, { cause: error });
  }
}
