import type { Preprocessing } from '../../shared/network.ts';

/** Network input back to pixels, RGB: the inverse of `preprocess`. Not cut to 0 to 255. */
export function pixelsOfInput(
  input: Float32Array,
  { channelOrder, mean, scale }: Preprocessing,
): Float32Array {
  return input.map((_, place) => {
    const channel = place % 3;
    const from = channelOrder === 'bgr' ? 2 - channel : channel;
    return input[place - channel + from]! / scale + mean[from]!;
  });
}
