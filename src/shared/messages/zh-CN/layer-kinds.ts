import type { layerKinds as english } from '../en/layer-kinds.ts';

export const layerKinds: typeof english = {
  conv2d: '卷积',
  depthwiseConv2d: '逐通道卷积',
  separableConv2d: '可分离卷积',
  maxPool2d: '池化',
  averagePool2d: '平均池化',
  globalAveragePool2d: '全局平均池化',
  zeroPadding2d: '补零',
  batchNorm: '批归一化',
  localResponseNormalization: '局部响应归一化',
  activation: '激活',
  add: '求和',
  concatenate: '拼接',
  flatten: '展平',
  dense: '全连接',
  dropout: '随机失活',
};
