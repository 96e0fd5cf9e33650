import type { AveragePool2dSpec } from '../../../../shared/network.ts';
import { poolWindow } from '../op-attributes.ts';
import { shapeOf } from '../shape-nodes.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const averagePoolNodes: LayerNodes<AveragePool2dSpec> = {
  forward: (graph, { layer, name, type, inputs }) => ({
    node: graph.addFloat(name, 'AvgPool', [inputs[0]!.node], type, poolWindow(layer)),
    type,
  }),
  gradient(graph, { layer, type, inputs }, { name, incoming }) {
    const sizes = shapeOf(graph, `${name}/input_sizes`, inputs[0]!);
    const values = [sizes, incoming.node];
    const node = graph.addFloat(`${name}/input_gradient`, 'AvgPoolGrad', values, type, poolWindow(layer));
    return { weights: {}, inputs: [{ node, type }] };
  },
};
