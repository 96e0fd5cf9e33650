import { assertNever } from './assert-never.ts';
import type { Preprocessing } from './network.ts';
import type { NetworkConfig } from './recipe.ts';

/**
 * VGG's weights were trained on blue, green, red minus ImageNet's mean, unscaled. Source: Keras preprocess_input,
 * caffe mode.
 */
export const vggPreprocessing: Preprocessing = {
  channelOrder: 'bgr',
  mean: [103.939, 116.779, 123.68],
  scale: 1,
};

/** Networks from scratch learn from red, green, blue between 0 and 1. */
const plainPreprocessing: Preprocessing = { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 };

/** What a network does to pixels before its first layer. */
export function preprocessingFor(network: NetworkConfig): Preprocessing {
  switch (network.kind) {
    case 'base':
      return vggPreprocessing;
    case 'small-convnet':
      return plainPreprocessing;
    default:
      return assertNever(network);
  }
}
