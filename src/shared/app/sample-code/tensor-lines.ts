import type { ChannelOrder, Preprocessing } from '../../network.ts';
import { luma } from '../../preprocessing.ts';
import { divisor, isZero } from './code-facts.ts';

const channelLines: Record<ChannelOrder, readonly string[]> = {
  rgb: [],
  bgr: ['pixels = tf.reverse(pixels, -1);'],
  grey: [
    `pixels = tf.sum(tf.mul(pixels, [${luma.weights.join(', ')}]), -1, true);`,
    `pixels = tf.floor(tf.div(tf.add(pixels, ${luma.half}), ${luma.divisor}));`,
  ],
};

/** Preprocessing of `pixels` (one photo, RGB, 0 to 255) in TensorFlow.js, a line a step. */
export function tensorLines({ channelOrder, mean, scale }: Preprocessing, indent: string): string {
  return [
    ...channelLines[channelOrder],
    ...(isZero(mean) ? [] : [`pixels = tf.sub(pixels, [${mean.join(', ')}]);`]),
    ...(scale === 1 ? [] : [`pixels = tf.div(pixels, ${divisor(scale)});`]),
  ]
    .map((line) => `${indent}${line}`)
    .join('\n');
}
