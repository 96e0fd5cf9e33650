import type { ZeroPadding2dSpec } from '../../../../shared/network.ts';
import { padded, sliced } from '../shape-nodes.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const zeroPaddingNodes: LayerNodes<ZeroPadding2dSpec> = {
  forward: (graph, { layer, name, inputs }) =>
    padded(graph, name, inputs[0]!, [[0, 0], ...layer.padding, [0, 0]]),
  gradient(graph, { layer, inputShapes }, { name, incoming }) {
    const [[top], [left]] = layer.padding;
    const size = [-1, ...inputShapes[0]!];
    return {
      weights: {},
      inputs: [sliced(graph, `${name}/input_gradient`, incoming, [0, top, left, 0], size)],
    };
  },
};
