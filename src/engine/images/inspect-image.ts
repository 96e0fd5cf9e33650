import type { SkipReason } from '../../shared/dataset.ts';
import { photoRoom } from './decode-room.ts';
import { imageExtension, imageExtensions } from './image-type.ts';
import { readPhoto, readPhotoSize } from './read-photo.ts';
import type { RgbPixels } from './rgb-pixels.ts';

export { imageExtensions } from './image-type.ts';

/** A usable photo with its upright size in pixels, or why the file is left out. */
export type Inspection =
  | { readonly ok: true; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly reason: SkipReason; readonly detail: string };

/**
 * Whether a file can be used as a photo. Decodes the whole of it, by the same code as training does, so that a
 * photo that passes here does not fail later. A photo of one type under the extension of another is usable; a photo
 * under no photo's extension is `wrong-extension`. `see` is given a usable photo, which takes part in the bounded room
 * until it resolves. Never throws, unless `see` does.
 */
export async function inspectImage(
  bytes: Uint8Array,
  path: string,
  see?: (photo: RgbPixels) => Promise<void> | undefined,
): Promise<Inspection> {
  const extension = imageExtension(path);
  const named = imageExtensions.has(extension);
  const reading = await photoRoom(1, async () => {
    const found = await readPhoto(bytes);
    if (found.ok && named) await see?.(found.photo);
    return found;
  });
  if (!reading.ok) {
    const { reason, detail } = reading;
    return { ok: false, reason: named || reason !== 'damaged' ? reason : 'not-an-image', detail };
  }
  if (!named) return { ok: false, reason: 'wrong-extension', detail: extension };
  return { ok: true, width: reading.photo.width, height: reading.photo.height };
}

/** As `inspectImage`, of bytes that were found to be a whole photo before: only the header is read. Never throws. */
export async function inspectHeader(bytes: Uint8Array, path: string): Promise<Inspection> {
  const size = imageExtensions.has(imageExtension(path)) ? await readPhotoSize(bytes) : null;
  return size ? { ok: true, ...size } : inspectImage(bytes, path);
}
