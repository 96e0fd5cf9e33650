import type { AugmentationConfig } from '../../shared/augmentation.ts';
import type { AugmentationDraw } from './augmentation-draw.ts';
import { lookupOf } from './fill-modes.ts';

/** Where a pixel of the result comes from: source x = xx * x + xy * y + x0, source y = yx * x + yy * y + y0. */
interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** How a picture goes on beyond its edges. */
export type Fill = Pick<AugmentationConfig, 'fill' | 'fillValue'>;

/**
 * Turns, moves, shears, zooms and flips a square of size x size x 3 bytes, bilinear; flips come last. A new array.
 * Geometry: Keras's apply_affine_transform.
 */
export function warpSquare(pixels: Uint8Array, size: number, draw: AugmentationDraw, fill: Fill): Uint8Array {
  const map = flipped(affine(size, draw), size, draw);
  return fill.fill === 'nearest' ? sample(pixels, size, map) : sampleFilled(pixels, size, map, fill);
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

/** As `sample`, with other ways to go on beyond the edges. */
function sampleFilled(source: Uint8Array, size: number, map: Affine, { fill, fillValue }: Fill): Uint8Array {
  const result = new Uint8Array(size * size * 3);
  const fixed = (value: number): number => Math.round(value * (1 << placeBits));
  const lookup = lookupOf(fill, fixed(size - 1), fixed(1));
  const [stepX, stepY] = [fixed(map.xx), fixed(map.yx)];
  let target = 0;
  for (let row = 0; row < size; row++) {
    let x = fixed(map.x0 + map.xy * row);
    let y = fixed(map.y0 + map.yy * row);
    for (let column = 0; column < size; column++, x += stepX, y += stepY, target += 3) {
      const [insideX, insideY] = [lookup(x), lookup(y)];
      if (insideX === null || insideY === null) result.fill(fillValue, target, target + 3);
      else between(source, size, insideX, insideY, result, target);
    }
  }
  return result;
}

/** One pixel at a place of 16 binary places within the picture. */
function between(
  source: Uint8Array,
  size: number,
  x: number,
  y: number,
  result: Uint8Array,
  target: number,
): void {
  const weightX = (x >> (placeBits - weightBits)) & (one - 1);
  const weightY = (y >> (placeBits - weightBits)) & (one - 1);
  const upper = ((y >> placeBits) * size + (x >> placeBits)) * 3;
  const right = weightX === 0 ? 0 : 3;
  const lower = weightY === 0 ? upper : upper + size * 3;
  for (let channel = 0; channel < 3; channel++) {
    const top = source[upper + channel]! * (one - weightX) + source[upper + right + channel]! * weightX;
    const bottom = source[lower + channel]! * (one - weightX) + source[lower + right + channel]! * weightX;
    result[target + channel] = (top * (one - weightY) + bottom * weightY + half) >> (2 * weightBits);
  }
}
