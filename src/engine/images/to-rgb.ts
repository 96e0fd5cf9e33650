import type { RgbPixels } from './resize-bilinear.ts';

/** What the decoder handed over: `channels` bytes a pixel. */
export interface RawPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** True for cyan, magenta, yellow, black as ink: 0 is none, 255 is full. */
  readonly cmyk: boolean;
}

/** Any decoded picture as RGB: grey is repeated, alpha is laid on white, CMYK is turned around. */
export function toRgb(raw: RawPixels): RgbPixels {
  const { width, height } = raw;
  return { data: rgbBytes(raw), width, height };
}

function rgbBytes({ data, channels, cmyk, width, height }: RawPixels): Uint8Array {
  if (channels === 3) return data;
  const pixels = width * height;
  const rgb = new Uint8Array(pixels * 3);
  const greyscale = channels < 3;
  for (let pixel = 0, source = 0, target = 0; pixel < pixels; pixel++, source += channels, target += 3) {
    const last = data[source + channels - 1]!;
    for (let channel = 0; channel < 3; channel++) {
      const value = data[greyscale ? source : source + channel]!;
      if (cmyk) rgb[target + channel] = inkOnWhite(value, last);
      else rgb[target + channel] = channels === 1 ? value : onWhite(value, last);
    }
  }
  return rgb;
}

/** A product of two shares of 255, rounded (J. Blinn, "Three wrongs make a right", 1995). */
function multiplied(first: number, second: number): number {
  const product = first * second + 128;
  return ((product >> 8) + product) >> 8;
}

function onWhite(value: number, alpha: number): number {
  return multiplied(value, alpha) + 255 - alpha;
}

/** The plain formula Pillow uses; no ink profile, so that exported models meet the same pixels elsewhere. */
function inkOnWhite(ink: number, black: number): number {
  return Math.max(0, 255 - black - multiplied(ink, 255 - black));
}
