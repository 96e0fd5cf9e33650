import { type LayerSpec, pictureName } from '../../../shared/network.ts';
import { inKerasOrder, type JoinedLayer } from '../keras-order.ts';
import { activated, normalised, unbiasedConvolution } from './joined-layers.ts';

/** Filters and stride of the seventeen blocks. Source: M. Sandler et al., arXiv:1801.04381, table 2. */
const blocks = [
  [16, 1],
  [24, 2],
  [24, 1],
  [32, 2],
  [32, 1],
  [32, 1],
  [64, 2],
  [64, 1],
  [64, 1],
  [64, 1],
  [96, 1],
  [96, 1],
  [96, 1],
  [160, 2],
  [160, 1],
  [160, 1],
  [320, 1],
] as const;

/** How many times as many channels a block computes in as it takes; the first one does not widen. */
const expansion = 6;

/**
 * MobileNetV2 of full width without its last layers, as Keras has it (keras/src/applications/mobilenet_v2.py). Where a
 * block halves the picture Keras pads it in a layer of its own, by what `same` adds to an even and to an odd side; here
 * the convolution does, so that the layers are the same for every picture.
 */
export const mobilenetV2Layers: readonly LayerSpec[] = inKerasOrder([
  ...convolved('Conv1', 'bn_Conv1', 'Conv1_relu', pictureName, 32, 3, 2),
  ...blocks.flatMap(([filters, stride], index) => block(index, filters, stride)),
  ...convolved('Conv_1', 'Conv_1_bn', 'out_relu', endOf(blocks.length - 1), 1280, 1, 1),
]);

/** A narrow block is widened, filtered channel by channel, and made narrow again; what came in is added where it fits. */
function block(index: number, filters: number, stride: number): JoinedLayer[] {
  const prefix = prefixOf(index);
  const before = index === 0 ? 'Conv1_relu' : endOf(index - 1);
  const channels = index === 0 ? 32 : blocks[index - 1]![0];
  const widened =
    index === 0
      ? []
      : convolved(
          `${prefix}expand`,
          `${prefix}expand_BN`,
          `${prefix}expand_relu`,
          before,
          expansion * channels,
          1,
          1,
        );
  const [project, projected] = [`${prefix}project`, `${prefix}project_BN`];
  return [
    ...widened,
    {
      kind: 'depthwiseConv2d',
      name: `${prefix}depthwise`,
      kernelSize: [3, 3],
      strides: [stride, stride],
      padding: 'same',
      activation: 'linear',
      useBias: false,
      inputs: [index === 0 ? before : `${prefix}expand_relu`],
    },
    normalised(`${prefix}depthwise_BN`, `${prefix}depthwise`),
    activated(`${prefix}depthwise_relu`, `${prefix}depthwise_BN`, 'relu6'),
    unbiasedConvolution(project, `${prefix}depthwise_relu`, filters, 1, 1),
    normalised(projected, project),
    ...(adds(index) ? [{ kind: 'add', name: `${prefix}add`, inputs: [before, projected] } as const] : []),
  ];
}

function prefixOf(index: number): string {
  return index === 0 ? 'expanded_conv_' : `block_${index}_`;
}

/** Whether a block gives as many channels and places as it takes. */
function adds(index: number): boolean {
  const [filters, stride] = blocks[index]!;
  return stride === 1 && index > 0 && blocks[index - 1]![0] === filters;
}

/** The last layer of a block. */
function endOf(index: number): string {
  return `${prefixOf(index)}${adds(index) ? 'add' : 'project_BN'}`;
}

function convolved(
  name: string,
  norm: string,
  relu: string,
  before: string,
  filters: number,
  side: number,
  stride: number,
): JoinedLayer[] {
  return [
    unbiasedConvolution(name, before, filters, side, stride),
    normalised(norm, name),
    activated(relu, norm, 'relu6'),
  ];
}
