import { assertNever } from './assert-never.ts';
import { bases } from './bases.ts';
import type { Preprocessing } from './network.ts';
import type { NetworkConfig, ScratchDesign } from './recipe.ts';

/** Networks from scratch learn from red, green, blue between 0 and 1. */
const plainPreprocessing: Preprocessing = { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 };

/** Digits are grey: one channel between 0 and 1. */
const greyPreprocessing: Preprocessing = { channelOrder: 'grey', mean: [0], scale: 1 / 255 };

/**
 * Grey of red, green, blue: floor((19595 R + 38470 G + 7471 B + 32768) / 65536), ITU-R 601's luma as Pillow's
 * `convert('L')` rounds it. Every step is exact in float32: no sum reaches 2^24.
 */
export const luma = { weights: [19595, 38470, 7471], half: 32768, divisor: 65536 } as const;

/** Channels of a network's input. */
export function numChannels({ channelOrder }: Pick<Preprocessing, 'channelOrder'>): number {
  return channelOrder === 'grey' ? 1 : 3;
}

function designPreprocessing(design: ScratchDesign): Preprocessing {
  if (design === 'digits' || design === 'digits-dense') return greyPreprocessing;
  // Caffe does not scale; its solver's rate and initial weights are for such inputs.
  return design === 'alexnet-caffe' ? bases.vgg16.preprocessing : plainPreprocessing;
}

/** What a network does to pixels before its first layer. */
export function preprocessingFor(network: NetworkConfig): Preprocessing {
  switch (network.kind) {
    case 'base':
      return bases[network.base].preprocessing;
    case 'small-convnet':
      return plainPreprocessing;
    case 'from-scratch':
      return designPreprocessing(network.design);
    case 'imported':
      return network.preprocessing;
    default:
      return assertNever(network);
  }
}

/** A factor as what to divide by, without the noise of the division. */
export function divisor(scale: number): number {
  return Number((1 / scale).toPrecision(12));
}
