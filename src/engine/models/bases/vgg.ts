import type { LayerSpec } from '../../../shared/network.ts';
import { conv2d, maxPool2d } from '../layers.ts';

const filters = [64, 128, 256, 512, 512] as const;

/**
 * A VGG network without its dense layers, under Keras's layer names: block1_conv1 to block5_pool, with so many
 * convolutions in each block. Source: K. Simonyan and A. Zisserman, arXiv:1409.1556, table 1.
 */
function vgg(convolutions: readonly [number, number, number, number, number]): readonly LayerSpec[] {
  return convolutions.flatMap((count, index) => {
    const block = `block${index + 1}`;
    return [
      ...Array.from({ length: count }, (_, conv) =>
        conv2d(`${block}_conv${conv + 1}`, filters[index]!, 3, 'same', 'relu'),
      ),
      maxPool2d(`${block}_pool`, 2),
    ];
  });
}

/** Column D of the paper's table. */
export const vgg16Layers = vgg([2, 2, 3, 3, 3]);

/** Column E. */
export const vgg19Layers = vgg([2, 2, 4, 4, 4]);
