import type { LayerSpec } from '../../../shared/network.ts';
import type { LayerNodes } from './layer-nodes.ts';
import { activationNodes } from './layers/activation.ts';
import { addNodes } from './layers/add.ts';
import { averagePoolNodes } from './layers/average-pool.ts';
import { batchNormNodes } from './layers/batch-norm.ts';
import { concatenateNodes } from './layers/concatenate.ts';
import { convolutionNodes } from './layers/convolution.ts';
import { denseNodes } from './layers/dense.ts';
import { depthwiseNodes } from './layers/depthwise.ts';
import { dropoutNodes } from './layers/dropout.ts';
import { flattenNodes } from './layers/flatten.ts';
import { globalAveragePoolNodes } from './layers/global-average-pool.ts';
import { localResponseNodes } from './layers/local-response.ts';
import { maxPoolNodes } from './layers/max-pool.ts';
import { separableNodes } from './layers/separable.ts';
import { zeroPaddingNodes } from './layers/zero-padding.ts';

type NodesByKind = { readonly [Kind in LayerSpec['kind']]: LayerNodes<Extract<LayerSpec, { kind: Kind }>> };

const byKind: NodesByKind = {
  conv2d: convolutionNodes,
  depthwiseConv2d: depthwiseNodes,
  separableConv2d: separableNodes,
  dense: denseNodes,
  batchNorm: batchNormNodes,
  maxPool2d: maxPoolNodes,
  averagePool2d: averagePoolNodes,
  globalAveragePool2d: globalAveragePoolNodes,
  zeroPadding2d: zeroPaddingNodes,
  localResponseNormalization: localResponseNodes,
  activation: activationNodes,
  add: addNodes,
  concatenate: concatenateNodes,
  flatten: flattenNodes,
  dropout: dropoutNodes,
};

/** How a layer of this kind is written. */
export function nodesOf(layer: LayerSpec): LayerNodes<LayerSpec> {
  return byKind[layer.kind];
}
