import type { ColourAxes } from '../../shared/colour-axes.ts';
import type { AugmentationDraw } from './augmentation-draw.ts';

type Colours = Pick<AugmentationDraw, 'brightness' | 'contrast' | 'channelShift' | 'colourJitter'>;

/** What one channel's levels become, 0 to 255. */
type Levels = Uint8Array;

/**
 * Changes the colours of RGB bytes in place, one step after the other, each rounded to bytes as Pillow does: jitter
 * along the principal axes, channel shift, contrast, brightness. A step that is off costs nothing. `axes` may be null
 * where there is no jitter.
 */
export function changeColours(pixels: Uint8Array, draw: Colours, axes: ColourAxes | null): void {
  const { brightness, contrast, channelShift, colourJitter } = draw;
  if (axes && colourJitter.some((factor) => factor !== 0)) apply(pixels, jitterLevels(axes, colourJitter));
  if (channelShift !== 0) apply(pixels, shiftLevels(pixels, channelShift));
  if (contrast !== 1) apply(pixels, blendLevels(meanGrey(pixels), contrast));
  if (brightness !== 1) apply(pixels, blendLevels(0, brightness));
}

/** Adds factor times eigenvalue times vector, of pixels from 0 to 1, for each axis. A. Krizhevsky et al., 2012, 4.1. */
function jitterLevels({ values, vectors }: ColourAxes, factors: readonly number[]): readonly Levels[] {
  return [0, 1, 2].map((channel) => {
    const added = factors.reduce(
      (sum, factor, axis) => sum + factor * values[axis]! * vectors[axis]![channel]!,
      0,
    );
    return levels((level) => clipped(Math.round(level + 255 * added)));
  });
}

/** Keras's apply_channel_shift: all channels by one amount, no farther than the photo's own darkest and lightest level. */
function shiftLevels(pixels: Uint8Array, shift: number): readonly Levels[] {
  let [low, high] = [255, 0];
  for (const level of pixels) {
    if (level < low) low = level;
    if (level > high) high = level;
  }
  const shifted = levels((level) => Math.round(Math.min(high, Math.max(low, level + shift))));
  return [shifted, shifted, shifted];
}

/**
 * Pillow's Image.blend of a plain grey and the photo, in its own float32 and cut, not rounded: black is
 * ImageEnhance.Brightness, the mean grey ImageEnhance.Contrast. Source: Pillow, src/libImaging/Blend.c.
 */
function blendLevels(grey: number, factor: number): readonly Levels[] {
  const alpha = Math.fround(factor);
  const blended = levels((level) => {
    const value = Math.fround(grey + Math.fround(alpha * (level - grey)));
    return clipped(Math.trunc(value));
  });
  return [blended, blended, blended];
}

/** The mean of Pillow's grey levels ("L": ITU-R 601-2 in 16 bits), rounded as ImageEnhance.Contrast rounds it. */
function meanGrey(pixels: Uint8Array): number {
  let sum = 0;
  for (let place = 0; place < pixels.length; place += 3)
    sum += (pixels[place]! * 19595 + pixels[place + 1]! * 38470 + pixels[place + 2]! * 7471 + 0x8000) >> 16;
  return Math.floor(sum / (pixels.length / 3) + 0.5);
}

function levels(of: (level: number) => number): Levels {
  return Uint8Array.from({ length: 256 }, (_, level) => of(level));
}

function clipped(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

function apply(pixels: Uint8Array, channels: readonly Levels[]): void {
  const [red, green, blue] = channels as [Levels, Levels, Levels];
  for (let place = 0; place < pixels.length; place += 3) {
    pixels[place] = red[pixels[place]!]!;
    pixels[place + 1] = green[pixels[place + 1]!]!;
    pixels[place + 2] = blue[pixels[place + 2]!]!;
  }
}
