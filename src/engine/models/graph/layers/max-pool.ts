import type { MaxPool2dSpec } from '../../../../shared/network.ts';
import { poolWindow } from '../op-attributes.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const maxPoolNodes: LayerNodes<MaxPool2dSpec> = {
  forward: (graph, { layer, name, type, inputs }) => ({
    node: graph.addFloat(name, 'MaxPool', [inputs[0]!.node], type, poolWindow(layer)),
    type,
  }),
  gradient(graph, { layer, type, inputs, output }, { name, incoming }) {
    const values = [inputs[0]!.node, output.node, incoming.node];
    const node = graph.addFloat(`${name}/input_gradient`, 'MaxPoolGrad', values, type, poolWindow(layer));
    return { weights: {}, inputs: [{ node, type }] };
  },
};
