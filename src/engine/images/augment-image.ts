import type { RandomStream } from '../../shared/random.ts';
import type { AugmentationConfig } from '../../shared/recipe.ts';

/** One random change of a photo. */
export interface AugmentationDraw {
  /** Degrees. */
  readonly rotation: number;
  /** Share of the width; the content moves left by it. */
  readonly shiftX: number;
  /** Share of the height; the content moves up by it. */
  readonly shiftY: number;
  /** Degrees. */
  readonly shear: number;
  /** Factors; below 1 the content grows. */
  readonly zoomX: number;
  readonly zoomY: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
}

/**
 * Draws a change with the ranges of Keras's ImageDataGenerator. Eight numbers are always drawn, in the order of the
 * fields of AugmentationDraw, whether a change is switched on or not: so moving one setting leaves the others' draws
 * as they were. (Keras lets `height_shift_range` move the columns and `width_shift_range` the rows; here each moves
 * what its name says.)
 */
export function drawAugmentation(config: AugmentationConfig, stream: RandomStream): AugmentationDraw {
  const around = (centre: number, reach: number): number => centre + reach * stream.between(-1, 1);
  return {
    rotation: around(0, config.rotation),
    shiftX: around(0, config.widthShift),
    shiftY: around(0, config.heightShift),
    shear: around(0, config.shear),
    zoomX: around(1, config.zoom),
    zoomY: around(1, config.zoom),
    flipHorizontal: stream.next() < 0.5 && config.horizontalFlip,
    flipVertical: stream.next() < 0.5 && config.verticalFlip,
  };
}

/** Where a pixel of the result comes from: source x = xx * x + xy * y + x0, source y = yx * x + yy * y + y0. */
interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/**
 * Applies a drawn change to a square of size x size x 3 bytes, bilinear, with the nearest edge pixel beyond the
 * edges; flips come last. A new array; the input stays as it is. Geometry: Keras's apply_affine_transform.
 */
export function augmentImage(pixels: Uint8Array, size: number, draw: AugmentationDraw): Uint8Array {
  return sample(pixels, size, flipped(affine(size, draw), size, draw));
}

/** rotation . shift . shear . zoom, on (x, y) about the centre of the middle pixels. */
function affine(size: number, draw: AugmentationDraw): Affine {
  const [sine, cosine] = sineAndCosine(draw.rotation);
  const [shearSine, shearCosine] = sineAndCosine(draw.shear);
  const shiftX = draw.shiftX * size;
  const shiftY = draw.shiftY * size;
  const xx = cosine * draw.zoomX;
  const xy = (-cosine * shearSine - sine * shearCosine) * draw.zoomY;
  const yx = sine * draw.zoomX;
  const yy = (-sine * shearSine + cosine * shearCosine) * draw.zoomY;
  const centre = size / 2 - 0.5;
  return {
    xx,
    xy,
    x0: cosine * shiftX - sine * shiftY + centre - (xx + xy) * centre,
    yx,
    yy,
    y0: sine * shiftX + cosine * shiftY + centre - (yx + yy) * centre,
  };
}

function sineAndCosine(degrees: number): [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.sin(angle), Math.cos(angle)];
}

/** A flip turns the result's own axis round: x becomes size - 1 - x. */
function flipped(map: Affine, size: number, draw: AugmentationDraw): Affine {
  const last = size - 1;
  let { xx, xy, x0, yx, yy, y0 } = map;
  if (draw.flipHorizontal) [x0, y0, xx, yx] = [x0 + xx * last, y0 + yx * last, -xx, -yx];
  if (draw.flipVertical) [x0, y0, xy, yy] = [x0 + xy * last, y0 + yy * last, -xy, -yy];
  return { xx, xy, x0, yx, yy, y0 };
}

/** Coordinates have 16 binary places, of which the upper 11 weigh the neighbours: two weights and a byte fit 32 bits. */
const placeBits = 16;
const weightBits = 11;
const one = 1 << weightBits;
const half = 1 << (2 * weightBits - 1);

function sample(source: Uint8Array, size: number, map: Affine): Uint8Array {
  const result = new Uint8Array(size * size * 3);
  const fixed = (value: number): number => Math.round(value * (1 << placeBits));
  const limit = fixed(size - 1);
  const [stepX, stepY] = [fixed(map.xx), fixed(map.yx)];
  const rowLength = size * 3;
  let target = 0;
  for (let row = 0; row < size; row++) {
    let x = fixed(map.x0 + map.xy * row);
    let y = fixed(map.y0 + map.yy * row);
    for (let column = 0; column < size; column++, x += stepX, y += stepY, target += 3) {
      const insideX = x < 0 ? 0 : x > limit ? limit : x;
      const insideY = y < 0 ? 0 : y > limit ? limit : y;
      const weightX = (insideX >> (placeBits - weightBits)) & (one - 1);
      const weightY = (insideY >> (placeBits - weightBits)) & (one - 1);
      const upper = (insideY >> placeBits) * rowLength + (insideX >> placeBits) * 3;
      // A neighbour of no weight may lie beyond the last row or column: it is not read.
      const right = weightX === 0 ? 0 : 3;
      const lower = weightY === 0 ? upper : upper + rowLength;
      for (let channel = 0; channel < 3; channel++) {
        const top = source[upper + channel]! * (one - weightX) + source[upper + right + channel]! * weightX;
        const bottom =
          source[lower + channel]! * (one - weightX) + source[lower + right + channel]! * weightX;
        result[target + channel] = (top * (one - weightY) + bottom * weightY + half) >> (2 * weightBits);
      }
    }
  }
  return result;
}
