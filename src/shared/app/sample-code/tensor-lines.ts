import type { Preprocessing } from '../../network.ts';
import { divisor, isZero } from './code-facts.ts';

/** Preprocessing of `pixels` (one photo, RGB, 0 to 255) in TensorFlow.js, a line a step. */
export function tensorLines({ channelOrder, mean, scale }: Preprocessing, indent: string): string {
  return [
    ...(channelOrder === 'bgr' ? ['pixels = tf.reverse(pixels, -1);'] : []),
    ...(isZero(mean) ? [] : [`pixels = tf.sub(pixels, [${mean.join(', ')}]);`]),
    ...(scale === 1 ? [] : [`pixels = tf.div(pixels, ${divisor(scale)});`]),
  ]
    .map((line) => `${indent}${line}`)
    .join('\n');
}
