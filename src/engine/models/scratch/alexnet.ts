import type { LayerSpec, LocalResponseNormalizationSpec } from '../../../shared/network.ts';
import { conv2d, zeroPadding2d } from '../layers.ts';

/** Pools of 3 with stride 2: their windows overlap. */
function overlappingPool(name: string): LayerSpec {
  return { kind: 'maxPool2d', name, poolSize: [3, 3], strides: [2, 2], padding: 'valid' };
}

/** A first convolution of 11 x 11 that moves by 4 pixels. */
function wideStride(name: string, filters: number): LayerSpec {
  return { ...conv2d(name, filters, 11, 'valid', 'relu'), strides: [4, 4] };
}

/**
 * Half of AlexNet, as it lay on one of its two processors: 48 to 192 filters. 224 pixels padded to 227 make 55 places
 * of the first convolution. Source: the lesson on ten kinds of monkeys that ../../../shared/recipes/alexnet.ts follows.
 */
export const halfAlexnet: readonly LayerSpec[] = [
  zeroPadding2d('zero_padding2d', [1, 2], [1, 2]),
  wideStride('conv2d', 48),
  overlappingPool('max_pooling2d'),
  conv2d('conv2d_1', 128, 5, 'same', 'relu'),
  overlappingPool('max_pooling2d_1'),
  conv2d('conv2d_2', 192, 3, 'same', 'relu'),
  conv2d('conv2d_3', 192, 3, 'same', 'relu'),
  conv2d('conv2d_4', 128, 3, 'same', 'relu'),
  overlappingPool('max_pooling2d_2'),
];

/** Over 5 channels. Caffe's alpha of 1e-4 stands divided by their number; TensorFlow's does not. */
function normalisation(name: string): LocalResponseNormalizationSpec {
  return {
    kind: 'localResponseNormalization',
    name,
    depthRadius: 2,
    bias: 1,
    alpha: 1e-4 / 5,
    beta: 0.75,
  };
}

const inTwoGroups = { groups: 2 } as const;

/** The whole of it, with Caffe's names for its layers. Source: Caffe's bvlc_alexnet, train_val.prototxt. */
export const caffeAlexnet: readonly LayerSpec[] = [
  wideStride('conv1', 96),
  normalisation('norm1'),
  overlappingPool('pool1'),
  { ...conv2d('conv2', 256, 5, 'same', 'relu'), ...inTwoGroups },
  normalisation('norm2'),
  overlappingPool('pool2'),
  conv2d('conv3', 384, 3, 'same', 'relu'),
  { ...conv2d('conv4', 384, 3, 'same', 'relu'), ...inTwoGroups },
  { ...conv2d('conv5', 256, 3, 'same', 'relu'), ...inTwoGroups },
  overlappingPool('pool5'),
];
