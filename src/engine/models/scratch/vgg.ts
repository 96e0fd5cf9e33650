import type { LayerSpec } from '../../../shared/network.ts';
import { conv2d, maxPool2d } from '../layers.ts';

/** One convolution: its filters, and the side of its kernel. */
type Convolution = readonly [filters: number, side: number];

const three = (...filters: readonly number[]): readonly Convolution[] => filters.map((count) => [count, 3]);
const one = (filters: number): Convolution => [filters, 1];
const five = (filters: number): readonly Convolution[] => [[filters, 5]];

/**
 * The convolutions of each block. Source: K. Simonyan and A. Zisserman, arXiv:1409.1556, table 1, whose letters are A,
 * B, C, D, E; `vgg13-5x5` is B with one 5 x 5 for each pair of 3 x 3 (section 4.1 there).
 */
export const vggBlocks = {
  vgg11: [three(64), three(128), three(256, 256), three(512, 512), three(512, 512)],
  vgg13: [three(64, 64), three(128, 128), three(256, 256), three(512, 512), three(512, 512)],
  'vgg13-5x5': [five(64), five(128), five(256), five(512), five(512)],
  'vgg16-c': [
    three(64, 64),
    three(128, 128),
    [...three(256, 256), one(256)],
    [...three(512, 512), one(512)],
    [...three(512, 512), one(512)],
  ],
  vgg16: [three(64, 64), three(128, 128), three(256, 256, 256), three(512, 512, 512), three(512, 512, 512)],
  vgg19: [
    three(64, 64),
    three(128, 128),
    three(256, 256, 256, 256),
    three(512, 512, 512, 512),
    three(512, 512, 512, 512),
  ],
} as const satisfies Record<string, readonly (readonly Convolution[])[]>;

/** The layers up to the last pool, under Keras's names: block1_conv1 to block5_pool. */
export function vggLayers(blocks: readonly (readonly Convolution[])[]): readonly LayerSpec[] {
  return blocks.flatMap((convolutions, index) => {
    const block = `block${index + 1}`;
    return [
      ...convolutions.map(([filters, side], place) =>
        conv2d(`${block}_conv${place + 1}`, filters, side, 'same', 'relu'),
      ),
      maxPool2d(`${block}_pool`, 2),
    ];
  });
}

/** A-LRN: A with local response normalisation after its first convolution, with AlexNet's constants (section 2.1 there). */
export const vgg11WithNormalisation: readonly LayerSpec[] = vggLayers(vggBlocks.vgg11).flatMap((layer) =>
  layer.name === 'block1_conv1' ? [layer, alexnetNormalisation('block1_lrn')] : [layer],
);

function alexnetNormalisation(name: string): LayerSpec {
  return { kind: 'localResponseNormalization', name, depthRadius: 2, bias: 2, alpha: 1e-4, beta: 0.75 };
}
