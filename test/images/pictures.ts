import sharp, { type Sharp } from 'sharp';
import type { RgbPixels } from '../../src/engine/images/resize-bilinear.ts';

/** Noise that any language can make: each byte is a hash of its place (make_pillow.py has the same). */
export function hashedPixels(width: number, height: number): RgbPixels {
  const data = new Uint8Array(width * height * 3);
  for (let place = 0; place < data.length; place++) {
    let hash = Math.imul(place + 1, 2654435761);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
    data[place] = hash >>> 24;
  }
  return { data, width, height };
}

/** Four flat quarters (red, green / blue, yellow): survives lossy formats, and shows how a picture is turned. */
export function quarters(width: number, height: number): RgbPixels {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      data.set(quarterColour(column < width / 2, row < height / 2), (row * width + column) * 3);
    }
  }
  return { data, width, height };
}

function quarterColour(left: boolean, top: boolean): readonly [number, number, number] {
  if (top) return left ? [200, 30, 30] : [30, 160, 60];
  return left ? [40, 60, 200] : [220, 200, 40];
}

/** Pixels as a picture that sharp can encode. */
export function asSharp({ data, width, height }: RgbPixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}
