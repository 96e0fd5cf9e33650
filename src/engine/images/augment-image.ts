import type { ColourAxes } from '../../shared/colour-axes.ts';
import type { AugmentationDraw } from './augmentation-draw.ts';
import { changeColours } from './change-colours.ts';
import { type Fill, warpSquare } from './warp-square.ts';

const nearestPixel: Fill = { fill: 'nearest', fillValue: 0 };

/**
 * Applies a drawn change to a square of size x size x 3 bytes that has been cut already: geometry, then colours. A new
 * array; the input stays as it is. `axes`: of the training photos, for colour jitter.
 */
export function augmentImage(
  pixels: Uint8Array,
  size: number,
  draw: AugmentationDraw,
  fill: Fill = nearestPixel,
  axes: ColourAxes | null = null,
): Uint8Array {
  const changed = warpSquare(pixels, size, draw, fill);
  changeColours(changed, draw, axes);
  return changed;
}
