import type { FlattenSpec } from '../../../../shared/network.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const flattenNodes: LayerNodes<FlattenSpec> = {
  forward: (graph, { name, inputs, outputShape }) => graph.reshape(name, inputs[0]!, [-1, ...outputShape]),
  gradient: (graph, { inputShapes }, { name, incoming }) => ({
    weights: {},
    inputs: [graph.reshape(`${name}/input_gradient`, incoming, [-1, ...inputShapes[0]!])],
  }),
};
