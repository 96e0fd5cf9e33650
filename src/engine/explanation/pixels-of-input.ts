import type { Preprocessing } from '../../shared/network.ts';
import { numChannels } from '../../shared/preprocessing.ts';

/** Network input back to pixels, RGB: the inverse of `preprocess`; grey is alike in all three. Not cut to 0 to 255. */
export function pixelsOfInput(
  input: Float32Array,
  { channelOrder, mean, scale }: Preprocessing,
): Float32Array {
  const channels = numChannels({ channelOrder });
  const sources = { rgb: [0, 1, 2], bgr: [2, 1, 0], grey: [0, 0, 0] }[channelOrder];
  const pixels = new Float32Array((input.length / channels) * 3);
  for (let place = 0; place < pixels.length; place++) {
    const from = sources[place % 3]!;
    pixels[place] = input[Math.floor(place / 3) * channels + from]! / scale + mean[from]!;
  }
  return pixels;
}
