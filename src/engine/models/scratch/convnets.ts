import type { LayerSpec } from '../../../shared/network.ts';
import { conv2d, maxPool2d } from '../layers.ts';

/** Small networks of the tutorial; layers are named as Keras names unnamed ones. */

/** 3 x 3 convolutions without padding, each but a last unpooled one followed by a pool of 2. */
function convnet(filters: readonly number[], poolsLast: boolean): readonly LayerSpec[] {
  return filters.flatMap((count, index) => {
    const suffix = index === 0 ? '' : `_${index}`;
    const convolution = conv2d(`conv2d${suffix}`, count, 3, 'valid', 'relu');
    const isPooled = poolsLast || index < filters.length - 1;
    return isPooled ? [convolution, maxPool2d(`max_pooling2d${suffix}`, 2)] : [convolution];
  });
}

/** For photos. Source: F. Chollet, "Deep Learning with Python", 5.2.3. */
export const photoConvnet = convnet([32, 64, 128, 128], true);

/** For MNIST's digits. Source: the same, 5.1. */
export const digitsConvnet = convnet([32, 64, 64], false);
