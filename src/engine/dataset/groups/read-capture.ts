import exifReader from 'exif-reader';
import sharp from 'sharp';

/** By which camera a photo was taken, and when. */
export interface Capture {
  /** Make, model and serial number, as far as they are there. */
  readonly camera: string;
  /** Milliseconds since 1970; by the camera's own clock where it tells no time zone. */
  readonly time: number;
}

/** Of a photo's EXIF block; null where it has none, none that can be read, or none with a camera and a time. */
export async function readCapture(file: string): Promise<Capture | null> {
  try {
    const { exif } = await sharp(file, { limitInputPixels: false }).metadata();
    return exif ? captureOf(exif) : null;
  } catch {
    // Damaged EXIF is nothing that stands in a photo's way: it is alone.
    return null;
  }
}

/** @param exif the block as sharp gives it. Throws the reader's error where it is damaged. */
function captureOf(exif: Buffer): Capture | null {
  const { Image: image, Photo: photo } = exifReader(exif);
  const camera = [image?.Make, image?.Model, photo?.BodySerialNumber].map(text).filter(Boolean).join(' ');
  // Typed as a date, but null where it is not written as one.
  const taken = photo?.DateTimeOriginal as Date | null | undefined;
  const time = taken instanceof Date ? taken.getTime() : NaN;
  if (camera === '' || !Number.isFinite(time)) return null;
  return {
    camera,
    time: time + fraction(text(photo?.SubSecTimeOriginal)) - offset(text(photo?.OffsetTimeOriginal)),
  };
}

/** Cameras fill their fields with blanks and zeros. */
function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', ' ').trim() : '';
}

/** `25` after the second are 250 milliseconds. */
function fraction(digits: string): number {
  return /^\d+$/.test(digits) ? Math.floor(Number(`0.${digits}`) * 1000) : 0;
}

/** `+02:00` in milliseconds. */
function offset(written: string): number {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(written);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}
