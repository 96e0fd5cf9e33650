import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { SkipReason } from '../../shared/dataset.ts';
import { imageExtension, imageExtensions, imageType } from '../images/image-type.ts';
import { inspectHeader, inspectImage } from '../images/inspect-image.ts';
import { asStorageError, isOutOfHandles } from '../storage/storage-error.ts';
import type { PhotoKeeper } from './photo-keeper.ts';

/** A file's content as a data set needs it, or why the file is left out. */
export type DatasetFileReading =
  | {
      readonly ok: true;
      readonly sha256: string;
      readonly bytes: number;
      /** Upright, in pixels. */
      readonly width: number;
      readonly height: number;
      /** When the file was changed last, in milliseconds since 1970. */
      readonly modified: number;
      /** The content's type where the name says another, else null. */
      readonly misnamedType: string | null;
    }
  | { readonly ok: false; readonly reason: SkipReason; readonly detail: string };

/** A file is held whole in memory, a few at once. No camera writes more. */
const limitBytes = 256 * 1024 * 1024;

/**
 * Reads a file once, from start to end: SHA-256 of its bytes and a full decode. Never throws for what one file can
 * do wrong. A file without a photo's extension is read whole only if its first bytes are a photo's.
 * A photo is given to the keeper while it is decoded; one that the keeper has is not decoded again.
 */
export async function readDatasetFile(
  file: string,
  keeper: PhotoKeeper | null = null,
): Promise<DatasetFileReading> {
  const skipped = (reason: SkipReason, detail: string): DatasetFileReading => ({ ok: false, reason, detail });
  let handle: FileHandle | null = null;
  try {
    // Looked at before it is opened: opening a pipe waits for its other end.
    if (!(await stat(file)).isFile()) return skipped('unreadable', 'not a regular file');
    handle = await open(file, 'r');
    const { size, mtimeMs: modified } = await handle.stat();
    if (size === 0) return skipped('empty-file', '0 bytes');
    const mayBePhoto = imageExtensions.has(imageExtension(file)) || (await startsAsPhoto(handle));
    if (!mayBePhoto) return skipped('not-an-image', imageExtension(file));
    if (size > limitBytes) return skipped('too-large', `${size} bytes`);
    const content = await handle.readFile();
    const sha256 = createHash('sha256').update(content).digest('hex');
    const inspection = keeper?.has(sha256)
      ? await inspectHeader(content, file)
      : await inspectImage(content, file, (photo) => keeper?.keep(sha256, photo));
    if (!inspection.ok) return skipped(inspection.reason, inspection.detail);
    const { width, height } = inspection;
    return {
      ok: true,
      sha256,
      bytes: content.length,
      width,
      height,
      modified,
      misnamedType: misnamedType(content, file),
    };
  } catch (error) {
    return skipped(...whyNotRead(error, file));
  } finally {
    await handle?.close();
  }
}

/** The reason behind a system error met while one file was opened or read. Throws `too-many-open-files`. */
export function whyNotRead(error: unknown, file: string): [reason: SkipReason, detail: string] {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  // No file's fault: every other one would be left out for it as well.
  if (isOutOfHandles(code)) throw asStorageError(error, file, 'read');
  // U+FFFD stands for bytes of a name that are no UTF-8: such a file is there, but cannot be named.
  if (code === 'ENOENT' && file.includes('\uFFFD')) return ['unreadable', 'the file name is not UTF-8'];
  if (code === 'ENOENT' || code === 'ENOTDIR') return ['missing', code];
  return code === 'ELOOP' ? ['link-loop', code] : ['unreadable', code];
}

async function startsAsPhoto(handle: FileHandle): Promise<boolean> {
  const start = new Uint8Array(256);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return imageType(start.subarray(0, bytesRead)) !== null;
}

const typeOfExtension: Readonly<Record<string, string>> = {
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.jpe': 'jpeg',
  '.jfif': 'jpeg',
  '.tif': 'tiff',
  '.heif': 'heic',
};

function misnamedType(content: Uint8Array, file: string): string | null {
  const type = imageType(content);
  const extension = imageExtension(file);
  return type === (typeOfExtension[extension] ?? extension.slice(1)) ? null : type;
}
