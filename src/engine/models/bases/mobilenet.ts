import type { LayerSpec } from '../../../shared/network.ts';

/** Filters and stride of the thirteen blocks. Source: A. Howard et al., arXiv:1704.04861, table 1. */
const blocks = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

/** MobileNet of full width without its last layers, as Keras has it (keras/src/applications/mobilenet.py). */
export const mobilenetLayers: readonly LayerSpec[] = [
  {
    kind: 'conv2d',
    name: 'conv1',
    filters: 32,
    kernelSize: [3, 3],
    strides: [2, 2],
    padding: 'same',
    activation: 'linear',
    useBias: false,
  },
  ...normalised('conv1'),
  ...blocks.flatMap(([filters, stride], index) => block(index + 1, filters, stride)),
];

/** Every channel by itself, 3 x 3, then all of them at each place. */
function block(number: number, filters: number, stride: number): LayerSpec[] {
  const pads = [0, 1] as const;
  const pad: LayerSpec = { kind: 'zeroPadding2d', name: `conv_pad_${number}`, padding: [pads, pads] };
  return [
    ...(stride === 1 ? [] : [pad]),
    {
      kind: 'depthwiseConv2d',
      name: `conv_dw_${number}`,
      kernelSize: [3, 3],
      strides: [stride, stride],
      padding: stride === 1 ? 'same' : 'valid',
      activation: 'linear',
      useBias: false,
    },
    ...normalised(`conv_dw_${number}`),
    {
      kind: 'conv2d',
      name: `conv_pw_${number}`,
      filters,
      kernelSize: [1, 1],
      strides: [1, 1],
      padding: 'same',
      activation: 'linear',
      useBias: false,
    },
    ...normalised(`conv_pw_${number}`),
  ];
}

function normalised(name: string): LayerSpec[] {
  return [
    { kind: 'batchNorm', name: `${name}_bn`, epsilon: 1e-3 },
    { kind: 'activation', name: `${name}_relu`, activation: 'relu6' },
  ];
}
