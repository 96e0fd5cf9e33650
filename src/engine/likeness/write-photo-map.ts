import { extname } from 'node:path';
import { assertNever } from '../../shared/assert-never.ts';
import { csvText, formatCsv } from '../../shared/csv.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isWrong, type PhotoMap } from '../../shared/photo-map.ts';
import { requireFree } from '../export/destination.ts';
import { writeAtomically, writeJsonAtomically } from '../storage/write-atomically.ts';
import { drawMapSvg, type MapDrawingWords } from './draw-map-svg.ts';

const formats = ['csv', 'json', 'svg', 'png'] as const;
export type MapFormat = (typeof formats)[number];

/** The format that a file's ending names. Throws `invalid-value`. */
export function mapFormatOf(file: string): MapFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = formats.find((known) => known === ending);
  if (format) return format;
  const expected = formats.map((known) => `NAME.${known}`).join(' | ');
  throw new ThawError('invalid-value', { option: '--out', value: file, expected });
}

/** Writes a map as places or as a picture. Throws `export-destination-taken`, `permission-denied`, `disk-full`. */
export async function writePhotoMap(
  map: PhotoMap,
  { file, format }: { readonly file: string; readonly format: MapFormat },
  words: MapDrawingWords,
): Promise<void> {
  await requireFree(file);
  switch (format) {
    case 'csv':
      return writeAtomically(file, mapCsv(map));
    case 'json':
      return writeJsonAtomically(file, map);
    case 'svg':
      return writeAtomically(file, drawMapSvg(map, words));
    case 'png':
      return writeAtomically(file, await asPng(drawMapSvg(map, words)));
    default:
      return assertNever(format);
  }
}

/** One line a photo; `wrong` is 1 or 0, and empty as the answer is where the model was not measured on the photo. */
function mapCsv({ photos }: PhotoMap): string {
  const rows = photos.map((photo) => [
    csvText(photo.path),
    photo.part,
    csvText(photo.className),
    csvText(photo.answer ?? ''),
    photo.probability?.toFixed(6) ?? '',
    photo.answer === null ? '' : String(Number(isWrong(photo))),
    String(photo.x),
    String(photo.y),
  ]);
  return formatCsv([['file', 'part', 'class', 'answer', 'confidence', 'wrong', 'x', 'y'], ...rows]);
}

async function asPng(svg: string): Promise<Uint8Array> {
  // The other formats need no picture library, nor does a terminal that only asks for help.
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg)).png().toBuffer();
}
