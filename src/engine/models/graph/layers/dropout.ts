import type { DropoutSpec } from '../../../../shared/network.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const dropoutNodes: LayerNodes<DropoutSpec> = {
  forward(graph, { name, type, inputs, mask }) {
    const { node } = inputs[0]!;
    return {
      node: mask
        ? graph.addFloat(name, 'Mul', [node, mask], type)
        : graph.addFloat(name, 'Identity', [node], type),
      type,
    };
  },
  gradient(graph, { type, mask }, { name, incoming }) {
    if (!mask) return { weights: {}, inputs: [incoming] };
    const node = graph.addFloat(`${name}/input_gradient`, 'Mul', [incoming.node, mask], type);
    return { weights: {}, inputs: [{ node, type }] };
  },
};
