import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { ReportedMistake } from './report-facts.ts';

/** Longest side in the report, pixels. */
const side = 240;
const quality = 82;

type Pictures = Pick<ReportedMistake, 'photo' | 'why' | 'missing'>;

/** Draws what speaks for the answer: PNG with alpha, to be stretched over the whole photo; null where it cannot. */
export type DrawWhy = (file: string) => Promise<Uint8Array | null>;

/**
 * A photo and what decided its answer, as JPEG of at most 240 pixels. A photo that is gone, is another one by its hash or
 * cannot be read is said, not failed for.
 */
export async function mistakePictures(file: string, sha256: string, drawWhy: DrawWhy): Promise<Pictures> {
  const none = (missing: Pictures['missing']): Pictures => ({ photo: null, why: null, missing });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return none(code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable');
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return none('changed');
  try {
    const small = await sharp(bytes, { autoOrient: true })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .png()
      .toBuffer();
    const heat = await drawWhy(file);
    return { photo: await jpeg(small), why: heat && (await covered(small, heat)), missing: null };
  } catch {
    return none('unreadable');
  }
}

async function covered(photo: Uint8Array, heat: Uint8Array): Promise<Uint8Array> {
  const { width, height } = await sharp(photo).metadata();
  const layer = await sharp(heat).resize(width, height, { fit: 'fill' }).png().toBuffer();
  return jpeg(
    await sharp(photo)
      .composite([{ input: layer }])
      .png()
      .toBuffer(),
  );
}

async function jpeg(picture: Uint8Array): Promise<Uint8Array> {
  return sharp(picture).jpeg({ quality }).toBuffer();
}
