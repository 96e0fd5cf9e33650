import { type LayerSpec, pictureName } from '../../../shared/network.ts';
import { inKerasOrder, type JoinedLayer } from '../keras-order.ts';

/** Filters and blocks of the stages conv2 to conv5. Source: K. He et al., arXiv:1512.03385, table 1, 50-layer. */
const stages = [
  [64, 3],
  [128, 4],
  [256, 6],
  [512, 3],
] as const;

const epsilon = 1.001e-5;

/**
 * ResNet50 without its dense layer, as Keras has it (keras/src/applications/resnet.py): convolutions with biases, and
 * the stride of a stage in the first convolution of its first block.
 */
export const resnet50Layers: readonly LayerSpec[] = inKerasOrder([
  ...beginning(),
  ...stages.flatMap(([filters, blocks], stage) =>
    Array.from({ length: blocks }, (_, block) => {
      const name = `conv${stage + 2}_block${block + 1}`;
      const before = block > 0 ? `conv${stage + 2}_block${block}_out` : endOfStage(stage);
      return bottleneck(name, before, filters, block === 0, block === 0 && stage > 0 ? 2 : 1);
    }).flat(),
  ),
]);

function endOfStage(stage: number): string {
  return stage === 0 ? 'pool1_pool' : `conv${stage + 1}_block${stages[stage - 1]![1]}_out`;
}

function beginning(): JoinedLayer[] {
  const pads = (pixels: number): readonly [readonly [number, number], readonly [number, number]] => [
    [pixels, pixels],
    [pixels, pixels],
  ];
  return [
    { kind: 'zeroPadding2d', name: 'conv1_pad', padding: pads(3), inputs: [pictureName] },
    convolution('conv1_conv', 'conv1_pad', 64, 7, 2, 'valid'),
    { kind: 'batchNorm', name: 'conv1_bn', epsilon, inputs: ['conv1_conv'] },
    { kind: 'activation', name: 'conv1_relu', activation: 'relu', inputs: ['conv1_bn'] },
    { kind: 'zeroPadding2d', name: 'pool1_pad', padding: pads(1), inputs: ['conv1_relu'] },
    {
      kind: 'maxPool2d',
      name: 'pool1_pool',
      poolSize: [3, 3],
      strides: [2, 2],
      padding: 'valid',
      inputs: ['pool1_pad'],
    },
  ];
}

/** 1 x 1 to `filters`, 3 x 3, 1 x 1 to four times as many; what came in is added, by a convolution where shapes differ. */
function bottleneck(
  name: string,
  before: string,
  filters: number,
  hasShortcut: boolean,
  stride: number,
): JoinedLayer[] {
  const normalised = (index: number): JoinedLayer => ({
    kind: 'batchNorm',
    name: `${name}_${index}_bn`,
    epsilon,
    inputs: [`${name}_${index}_conv`],
  });
  const relu = (index: number): JoinedLayer => ({
    kind: 'activation',
    name: `${name}_${index}_relu`,
    activation: 'relu',
    inputs: [`${name}_${index}_bn`],
  });
  const shortcut = [convolution(`${name}_0_conv`, before, 4 * filters, 1, stride, 'valid'), normalised(0)];
  return [
    ...(hasShortcut ? shortcut : []),
    convolution(`${name}_1_conv`, before, filters, 1, stride, 'valid'),
    normalised(1),
    relu(1),
    convolution(`${name}_2_conv`, `${name}_1_relu`, filters, 3, 1, 'same'),
    normalised(2),
    relu(2),
    convolution(`${name}_3_conv`, `${name}_2_relu`, 4 * filters, 1, 1, 'valid'),
    normalised(3),
    { kind: 'add', name: `${name}_add`, inputs: [hasShortcut ? `${name}_0_bn` : before, `${name}_3_bn`] },
    { kind: 'activation', name: `${name}_out`, activation: 'relu', inputs: [`${name}_add`] },
  ];
}

function convolution(
  name: string,
  before: string,
  filters: number,
  side: number,
  stride: number,
  padding: 'same' | 'valid',
): JoinedLayer {
  return {
    kind: 'conv2d',
    name,
    filters,
    kernelSize: [side, side],
    strides: [stride, stride],
    padding,
    activation: 'linear',
    inputs: [before],
  };
}
