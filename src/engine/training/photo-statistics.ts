import type { ColourAxes } from '../../shared/colour-axes.ts';
import type { Photo } from '../../shared/dataset.ts';
import { randomStream, shuffled } from '../../shared/random.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { PixelStore } from '../features/pixel-store.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { principalAxes } from './principal-axes.ts';

/** What a recipe asks of its training photos; null where it does not. All of plain pictures, as testing sees them. */
export interface PhotoStatistics {
  /** Of each channel, 0 to 255: red, green, blue. */
  readonly mean: readonly [number, number, number] | null;
  /** Of each pixel, size x size x RGB: where photos are cut, of what is cut from their centres. */
  readonly meanImage: Float32Array | null;
  readonly colourAxes: ColourAxes | null;
}

/** Photos whose colours tell the axes: more move them by less than a degree. */
const photosForAxes = 500;
const photosAtOnce = 32;

/**
 * Means over all training photos, and the axes of a sample of them drawn by `seed`. The same photos and seed give the
 * same numbers. Throws `cancelled`.
 */
export async function photoStatistics(
  { centring, augmentation }: Pick<Recipe, 'centring' | 'augmentation'>,
  photos: readonly Photo[],
  pixels: Pick<PixelStore, 'read' | 'size'>,
  seed: number,
  signal: AbortSignal,
): Promise<PhotoStatistics> {
  const means = centring === 'network' ? null : await meansOf(photos, pixels, signal);
  const sample = shuffled(photos, randomStream(seed, 'colour-axes')).slice(0, photosForAxes);
  return {
    mean: means && meanOfChannels(means),
    meanImage: centring === 'mean-image' && means ? Float32Array.from(means) : null,
    colourAxes: augmentation && augmentation.colourJitter > 0 ? await axesOf(sample, pixels, signal) : null,
  };
}

/** By pixel and channel. */
async function meansOf(
  photos: readonly Photo[],
  pixels: Pick<PixelStore, 'read' | 'size'>,
  signal: AbortSignal,
): Promise<Float64Array> {
  const sums = new Float64Array(pixels.size * pixels.size * 3);
  await eachBatch(photos, pixels, signal, (batch) => {
    for (let place = 0, at = 0; place < batch.length; place++, at = at + 1 === sums.length ? 0 : at + 1)
      sums[at]! += batch[place]!;
  });
  return sums.map((sum) => sum / photos.length);
}

function meanOfChannels(means: Float64Array): readonly [number, number, number] {
  const sums = [0, 0, 0] as [number, number, number];
  means.forEach((mean, place) => (sums[place % 3]! += mean));
  const [red, green, blue] = sums.map((sum) => Math.fround(sum / (means.length / 3)));
  return [red!, green!, blue!];
}

/** Of all pixels of these photos, channels from 0 to 1. */
async function axesOf(
  photos: readonly Photo[],
  pixels: Pick<PixelStore, 'read' | 'size'>,
  signal: AbortSignal,
): Promise<ColourAxes> {
  // Whole numbers, exact in a double: r, g, b, rr, rg, rb, gg, gb, bb.
  const sums = new Float64Array(9);
  let count = 0;
  await eachBatch(photos, pixels, signal, (batch) => {
    for (let place = 0; place < batch.length; place += 3) {
      const [red, green, blue] = [batch[place]!, batch[place + 1]!, batch[place + 2]!];
      sums[0]! += red;
      sums[1]! += green;
      sums[2]! += blue;
      sums[3]! += red * red;
      sums[4]! += red * green;
      sums[5]! += red * blue;
      sums[6]! += green * green;
      sums[7]! += green * blue;
      sums[8]! += blue * blue;
    }
    count += batch.length / 3;
  });
  const [r, g, b] = [sums[0]! / count, sums[1]! / count, sums[2]! / count];
  const [rr, rg, rb, gg, gb, bb] = Array.from(sums.subarray(3), (sum) => sum / count) as Six;
  const covariance: Six = [rr - r * r, rg - r * g, rb - r * b, gg - g * g, gb - g * b, bb - b * b];
  return principalAxes(covariance.map((value) => value / 255 ** 2) as Six);
}

type Six = [number, number, number, number, number, number];

async function eachBatch(
  photos: readonly Photo[],
  pixels: Pick<PixelStore, 'read'>,
  signal: AbortSignal,
  take: (batch: Uint8Array) => void,
): Promise<void> {
  for (let first = 0; first < photos.length; first += photosAtOnce) {
    stopIfCancelled(signal);
    take(await pixels.read(photos.slice(first, first + photosAtOnce)));
  }
}
