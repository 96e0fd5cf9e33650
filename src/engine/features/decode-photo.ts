import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Photo, SkippedFile, SkipReason } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { requireFolder } from '../dataset/require-folder.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { decodeImage, type DrawnScale } from '../images/decode-image.ts';
import { fileRoom } from '../images/decode-room.ts';
import type { JpegDecoder } from '../images/read-photo.ts';
import { skipReasonOf } from '../images/skip-reason-of.ts';
import { asStorageError, isOutOfHandles } from '../storage/storage-error.ts';

export type DecodedPhoto =
  | { readonly kind: 'decoded'; readonly sha256: string; readonly pixels: Uint8Array }
  | { readonly kind: 'skipped'; readonly skipped: SkippedFile };

/**
 * Reads a photo, makes sure that it is still the file whose hash was taken, and decodes it. Whatever is wrong with the
 * one file is an answer, not an error. Throws `drive-gone` and `too-many-open-files`, which are no file's fault.
 *
 * @param scale another than the image's own.
 * @param decodeJpeg another decoder than libvips. It need not see damage: a file with this hash was found whole before.
 */
export async function decodePhoto(
  photo: Photo,
  folder: string,
  image: ImageConfig,
  scale: DrawnScale | null = null,
  decodeJpeg: JpegDecoder | null = null,
): Promise<DecodedPhoto> {
  return decodeWith(photo, folder, (bytes) => decodeImage(bytes, image, scale, decodeJpeg));
}

/** The same with what `decode` makes of the file's bytes. */
export function decodeWith(photo: Photo, folder: string, decode: DecodeBytes): Promise<DecodedPhoto> {
  return fileRoom(photo.bytes, () => readAndDecode(photo, folder, decode));
}

type DecodeBytes = (bytes: Uint8Array) => Promise<Uint8Array>;

async function readAndDecode(photo: Photo, folder: string, decode: DecodeBytes): Promise<DecodedPhoto> {
  const skipped = (reason: SkipReason, detail: string): DecodedPhoto => ({
    kind: 'skipped',
    skipped: { path: photo.path, reason, detail },
  });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(resolve(folder, photo.path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (isOutOfHandles(code)) throw asStorageError(error, photo.path, 'read');
    const reason = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
    await requireFolder(folder, reason);
    return skipped(reason, code);
  }
  if (bytes.length === 0) return skipped('empty-file', '0 bytes');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== photo.sha256) return skipped('changed', `SHA-256 ${sha256}`);
  try {
    return { kind: 'decoded', sha256, pixels: await decode(bytes) };
  } catch (error) {
    const left = skipReasonOf(error);
    if (left) return skipped(left.reason, left.detail);
    if (error instanceof ThawError) throw error;
    return skipped('damaged', String(error));
  }
}
