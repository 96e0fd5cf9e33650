import type { LayerSpec } from '../../shared/network.ts';
import { conv2d, maxPool2d } from './layers.ts';

/** Convolutions and their filters per block. Source: K. Simonyan and A. Zisserman, arXiv:1409.1556, table 1, D. */
const blocks = [
  [2, 64],
  [2, 128],
  [3, 256],
  [3, 512],
  [3, 512],
] as const;

/** VGG16 without its dense layers, under Keras's layer names: block1_conv1 to block5_pool. */
export const vgg16Layers: readonly LayerSpec[] = blocks.flatMap(([convolutions, filters], index) => {
  const block = `block${index + 1}`;
  return [
    ...Array.from({ length: convolutions }, (_, conv) =>
      conv2d(`${block}_conv${conv + 1}`, filters, 3, 'same', 'relu'),
    ),
    maxPool2d(`${block}_pool`, 2),
  ];
});
