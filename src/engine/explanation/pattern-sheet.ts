import sharp from 'sharp';
import type { FilterPattern } from './filter-pattern.ts';
import { patternPicture } from './pattern-picture.ts';
import { sheetLayout } from './sheet-layout.ts';

/** Between the tiles, in pixels; the tutorial's. */
const margin = 5;

/** One pattern as a picture, PNG. */
export async function patternPng(values: Float32Array, size: number): Promise<Uint8Array> {
  return sharp(patternPicture(values), { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer();
}

/** Patterns of size x size pixels in a near-square, as a PNG with nothing between them. */
export async function patternSheet(patterns: readonly FilterPattern[], size: number): Promise<Uint8Array> {
  const columns = Math.ceil(Math.sqrt(patterns.length));
  const plan = { tiles: patterns.length, columns, tileWidth: size, tileHeight: size, margin };
  const { width, height, at } = sheetLayout(plan);
  const tiles = patterns.map(({ values }, index) => {
    const [left, top] = at(index);
    const raw = { width: size, height: size, channels: 3 } as const;
    return { input: Buffer.from(patternPicture(values).buffer), raw, left, top };
  });
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({ create: { width, height, channels: 4, background } })
    .composite(tiles)
    .png()
    .toBuffer();
}
