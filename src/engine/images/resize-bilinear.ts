import { openResizeKernel, type ResizeKernel } from './resize-kernel/open-resize-kernel.ts';
import { resizeColumns, resizeRows } from './resize-plain.ts';
import type { RgbPixels } from './rgb-pixels.ts';

export type { RgbPixels } from './rgb-pixels.ts';

/**
 * Pillow's BILINEAR, bit for bit: a triangle filter whose support grows when a photo shrinks, applied along the rows
 * and along the columns, each pass in 22-bit fixed point and rounded to 8 bits. Source of the arithmetic: Pillow,
 * src/libImaging/Resample.c; of the order of the passes: measured on Pillow 13. Before Pillow 13 the rows always came
 * first, which gives tall, narrow photos values that differ by one here and there.
 */

/** The kernel keeps its memory, which is never given back: bytes of a larger photo go through the plain loops. */
const kernelLimit = 64e6;

/** Made when the first photo needs it; null where WebAssembly has no vectors. One memory for all calls of a thread. */
let kernel: ResizeKernel | null | undefined;

/** Resizes to `width` x `height` pixels. Returns the photo itself where nothing changes; never changes its input. */
export function resizeBilinear(photo: RgbPixels, width: number, height: number): RgbPixels {
  if (width === photo.width && height === photo.height) return photo;
  if (Math.max(photo.data.length, width * height * 3) > kernelLimit)
    return resizePlainly(photo, width, height);
  if (kernel === undefined) kernel = openResizeKernel();
  return (
    kernel?.resize(photo, width, height, columnsFirst(photo, width, height)) ??
    resizePlainly(photo, width, height)
  );
}

/** As `resizeBilinear`, many times slower, without WebAssembly. */
export function resizePlainly(photo: RgbPixels, width: number, height: number): RgbPixels {
  if (columnsFirst(photo, width, height)) return resizeRows(resizeColumns(photo, height), width);
  return resizeColumns(resizeRows(photo, width), height);
}

/** Pillow 13 begins with the columns where that way loses more than twice as many pixels as the other. */
export function columnsFirst(photo: RgbPixels, width: number, height: number): boolean {
  return photo.height > height && photo.height - height > 2 * (photo.width - width);
}
