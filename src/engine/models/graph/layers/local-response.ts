import type { LocalResponseNormalizationSpec } from '../../../../shared/network.ts';
import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { AttrValue } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const localResponseNodes: LayerNodes<LocalResponseNormalizationSpec> = {
  forward: (graph, { layer, name, type, inputs }) => ({
    node: graph.addFloat(name, 'LRN', [inputs[0]!.node], type, constants(layer)),
    type,
  }),
  gradient(graph, { layer, type, inputs, output }, { name, incoming }) {
    const values = [incoming.node, inputs[0]!.node, output.node];
    const node = graph.addFloat(`${name}/input_gradient`, 'LRNGrad', values, type, constants(layer));
    return { weights: {}, inputs: [{ node, type }] };
  },
};

function constants({
  depthRadius,
  bias,
  alpha,
  beta,
}: LocalResponseNormalizationSpec): Readonly<Record<string, AttrValue>> {
  return {
    depth_radius: attribute.integer(depthRadius),
    bias: attribute.number(bias),
    alpha: attribute.number(alpha),
    beta: attribute.number(beta),
  };
}
