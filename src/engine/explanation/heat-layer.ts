import sharp, { type Sharp } from 'sharp';
import { assertNever } from '../../shared/assert-never.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { ClassActivationMap } from './class-activation-map.ts';
import { heatColours } from './heat-colours.ts';

/** Side of the layer in pixels, whatever the photo's: a map has few places, so more would show no more. */
export const heatLayerSide = 256;
/** Of a photo longer than this, padding leaves less than a place of the map; its layer is then that of this shape. */
const longestShape = 64;

/** The photo's size in pixels, upright. */
export interface PhotoSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A class activation map as a picture with alpha (PNG, 256 x 256 pixels) that is right when it is stretched over the
 * WHOLE upright photo, whatever the photo's shape. The map itself is of the square that the network saw:
 * - stretch: the square is the photo; the map covers the layer.
 * - crop: the square is the photo's middle; what lies beside it was not seen, so nothing there speaks for the answer.
 * - pad: the photo is the square's middle; the map's part on the black edges is cut away.
 */
export async function heatLayer(
  map: ClassActivationMap,
  photo: PhotoSize,
  fit: ImageConfig['fit'],
): Promise<Uint8Array> {
  const degrees = Uint8Array.from(map.values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  const square = sharp(degrees, { raw: { width: map.width, height: map.height, channels: 1 } });
  const layer: Uint8Array = await overPhoto(square, photo, fit).toColourspace('b-w').raw().toBuffer();
  const pixels = new Uint8Array(layer.length * 4);
  layer.forEach((degree, place) => {
    pixels.set(heatColours.subarray(degree * 4, degree * 4 + 4), place * 4);
  });
  const side = heatLayerSide;
  return sharp(pixels, { raw: { width: side, height: side, channels: 4 } })
    .png()
    .toBuffer();
}

/** The map enlarged and put where it belongs on a layer of the photo: 256 x 256, one channel. */
function overPhoto(square: Sharp, photo: PhotoSize, fit: ImageConfig['fit']): Sharp {
  const side = heatLayerSide;
  const { wide, high } = sidesOnLayer(photo, fit);
  const enlarged = square.resize(wide, high, { fit: 'fill', kernel: 'cubic' });
  const left = Math.floor(Math.abs(side - wide) / 2);
  const top = Math.floor(Math.abs(side - high) / 2);
  if (fit === 'pad') return enlarged.extract({ left, top, width: side, height: side });
  return enlarged.extend({ left, top, right: side - wide - left, bottom: side - high - top });
}

/** How large the square that the network saw is on a layer of the whole photo, in the layer's pixels. */
function sidesOnLayer({ width, height }: PhotoSize, fit: ImageConfig['fit']): { wide: number; high: number } {
  const onLayer = (square: number, photoSide: number): number =>
    Math.max(1, Math.round(heatLayerSide * Math.min(longestShape, square / photoSide)));
  switch (fit) {
    case 'stretch':
      return { wide: heatLayerSide, high: heatLayerSide };
    case 'crop':
      return squareOf(Math.min(width, height));
    case 'pad':
      return squareOf(Math.max(width, height));
    default:
      return assertNever(fit);
  }
  function squareOf(square: number): { wide: number; high: number } {
    return { wide: onLayer(square, width), high: onLayer(square, height) };
  }
}
