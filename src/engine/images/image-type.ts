import { extname } from 'node:path';

/** The photo formats Thaw knows by their first bytes. `heic` is read only where sharp's build has a decoder for it. */
export type ImageType = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' | 'heic';

/** Extensions (lower case, with the dot) of files that are taken for photos. */
export const imageExtensions: ReadonlySet<string> = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.webp',
  '.gif',
  '.tif',
  '.tiff',
  '.avif',
  '.heic',
  '.heif',
]);

/** The lower-case extension of a path, with the dot; empty where it has none. */
export function imageExtension(path: string): string {
  return extname(path).toLowerCase();
}

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const avifBrands = new Set(['avif', 'avis']);

/**
 * The type a file's first bytes announce, or null. Only what is named here ever reaches the decoder, which keeps
 * SVG and other formats that can name files or run scripts away from it.
 */
export function imageType(bytes: Uint8Array): ImageType | null {
  const text = (start: number, length: number): string =>
    String.fromCharCode(...bytes.subarray(start, start + length));
  if (bytes.length < 12) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return 'webp';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  // Classic TIFF (42) and BigTIFF (43), in either byte order.
  if (/^(II[*+]\0|MM\0[*+])/.test(text(0, 4))) return 'tiff';
  if (text(4, 4) === 'ftyp') return isoMediaType(bytes, text);
  return null;
}

/** AVIF and HEIC share a container; the brands in its first box tell them apart (ISO/IEC 14496-12, 4.3). */
function isoMediaType(bytes: Uint8Array, text: (start: number, length: number) => string): ImageType | null {
  const boxLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const brands = [text(8, 4)];
  const end = Math.min(boxLength, bytes.length, 256);
  for (let position = 16; position + 4 <= end; position += 4) brands.push(text(position, 4));
  if (brands.some((brand) => avifBrands.has(brand))) return 'avif';
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : null;
}
