import exifReader from 'exif-reader';
import { jpegSegments, startOfScan } from './jpeg-segments.ts';

/**
 * Whether a JPEG's pixels lie as they are shown: no EXIF block before them turns or mirrors them. False where that
 * cannot be told. Source: EXIF 2.3, 4.5.4 and 4.6.4 (Orientation).
 */
export function storedUpright(bytes: Uint8Array): boolean {
  for (const { marker, data } of jpegSegments(bytes)) {
    if (marker === startOfScan) return true;
    const isExif = marker === application1 && data.toString('latin1', 0, 4) === 'Exif';
    if (isExif && orientation(data) !== upright) return false;
  }
  return false;
}

const application1 = 0xe1;
const upright = 1;

/** NaN where the block is damaged. */
function orientation(exif: Buffer): number {
  try {
    return exifReader(exif).Image?.Orientation ?? upright;
  } catch {
    return NaN;
  }
}
