import * as z from 'zod';
import { assertNever } from './assert-never.ts';
import type { MeanImage, Preprocessing } from './network.ts';
import { luma } from './preprocessing.ts';

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** What a model subtracts from pixels in place of its network's own mean: red, green, blue, 0 to 255. */
export const centringSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('channels'), mean: triple }),
  /** `mean`: of the image's channels; `sha256`: of the image's own file. */
  z.object({ kind: z.literal('mean-image'), mean: triple, sha256: z.string() }),
]);
export type Centring = z.infer<typeof centringSchema>;

/** The network's preprocessing with another mean; `image` goes with `mean-image`, in the network's channel order. */
export function centred(
  { channelOrder, scale }: Preprocessing,
  { mean: [red, green, blue] }: { readonly mean: readonly [number, number, number] },
  meanImage: MeanImage | null,
): Preprocessing {
  const mean = inChannelOrder(Float64Array.of(red, green, blue), channelOrder);
  return { channelOrder, mean: Array.from(mean), scale, ...(meanImage ? { meanImage } : {}) };
}

/** Means of red, green, blue, any number of triples, as a network takes its channels. */
export function inChannelOrder<Values extends Float32Array | Float64Array>(
  rgb: Values,
  order: Preprocessing['channelOrder'],
): Values {
  switch (order) {
    case 'rgb':
      return rgb;
    case 'bgr':
      return rgb.map((_, place) => rgb[place - (place % 3) + 2 - (place % 3)]!) as Values;
    case 'grey':
      return rgb
        .filter((_, place) => place % 3 === 0)
        .map((red, place) => greyOf(red, rgb[3 * place + 1]!, rgb[3 * place + 2]!)) as Values;
    default:
      return assertNever(order);
  }
}

/** The mean of greys is the grey of the means but for the rounding of each pixel, which is to either side. */
function greyOf(red: number, green: number, blue: number): number {
  const [ofRed, ofGreen, ofBlue] = luma.weights;
  return (ofRed * red + ofGreen * green + ofBlue * blue) / luma.divisor;
}
