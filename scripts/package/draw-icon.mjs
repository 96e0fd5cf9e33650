import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { root } from '../bootstrap/places.mjs';

/** What macOS asks of the largest; electron-builder makes the .icns, the .ico and Linux's sizes from this one. */
const side = 1024;
/** Pixels an inch at which a drawing's own units are pixels. */
const ownDensity = 72;

/**
 * Draws the page's icon as the installers take it.
 *
 * @param {string} destination a .png
 */
export async function drawIcon(destination) {
  const drawing = join(root, 'src', 'renderer', 'public', 'icon.svg');
  const { width } = await sharp(drawing).metadata();
  mkdirSync(dirname(destination), { recursive: true });
  // Drawn at its size, not enlarged.
  await sharp(drawing, { density: (ownDensity * side) / width })
    .resize(side, side)
    .png()
    .toFile(destination);
}
