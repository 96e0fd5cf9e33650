import type { LayerSpec } from '../../network.ts';

/** What a layer does, in a word or two. */
export const layerKinds: Readonly<Record<LayerSpec['kind'], string>> = {
  conv2d: 'convolution',
  depthwiseConv2d: 'depthwise convolution',
  separableConv2d: 'separable convolution',
  maxPool2d: 'pooling',
  averagePool2d: 'average pooling',
  globalAveragePool2d: 'global average pooling',
  zeroPadding2d: 'zero padding',
  batchNorm: 'batch normalisation',
  localResponseNormalization: 'local response normalisation',
  activation: 'activation',
  add: 'sum',
  concatenate: 'concatenation',
  flatten: 'flatten',
  dense: 'dense',
  dropout: 'dropout',
};
