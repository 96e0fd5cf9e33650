import type { ActivationSpec } from '../../../../shared/network.ts';
import type { LayerNodes } from '../layer-nodes.ts';
import { activationGradient, activationOps } from './activation-nodes.ts';

export const activationNodes: LayerNodes<ActivationSpec> = {
  forward(graph, { layer, name, type, inputs, bare }) {
    const op = bare ? 'Identity' : activationOps[layer.activation];
    return { node: graph.addFloat(name, op, [inputs[0]!.node], type), type };
  },
  gradient(graph, { layer, bare, output }, { name, incoming }) {
    const before = bare ? incoming : activationGradient(graph, name, layer.activation, output, incoming);
    return { weights: {}, inputs: [before] };
  },
};
