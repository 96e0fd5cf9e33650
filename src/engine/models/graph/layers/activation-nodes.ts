import { assertNever } from '../../../../shared/assert-never.ts';
import type { Activation } from '../../../../shared/network.ts';
import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { int32Indices } from '../op-attributes.ts';

export const activationOps: Readonly<Record<Activation, string>> = {
  linear: 'Identity',
  relu: 'Relu',
  relu6: 'Relu6',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
};

/** The gradient by what went into the activation, from that by what came out of it. */
export function activationGradient(
  graph: GraphWriter,
  name: string,
  activation: Activation,
  output: GraphValue,
  incoming: GraphValue,
): GraphValue {
  const { type } = output;
  const inputs = [incoming.node, output.node];
  switch (activation) {
    case 'linear':
      return incoming;
    case 'relu':
      return { node: graph.addFloat(`${name}/relu_gradient`, 'ReluGrad', inputs, type), type };
    case 'relu6':
      return { node: graph.addFloat(`${name}/relu6_gradient`, 'Relu6Grad', inputs, type), type };
    case 'sigmoid':
      return {
        node: graph.addFloat(`${name}/sigmoid_gradient`, 'SigmoidGrad', inputs.reverse(), type),
        type,
      };
    case 'softmax':
      return softmaxGradient(graph, name, output, incoming);
    default:
      return assertNever(activation);
  }
}

/** y (dy - sum of dy y over the classes). Source: TensorFlow's _SoftmaxGrad. */
function softmaxGradient(
  graph: GraphWriter,
  name: string,
  output: GraphValue,
  incoming: GraphValue,
): GraphValue {
  const { type } = output;
  const path = `${name}/softmax_gradient`;
  const product = graph.addFloat(`${path}/product`, 'Mul', [incoming.node, output.node], type);
  const sum = graph.addFloat(`${path}/sum`, 'Sum', [product, graph.integers(`${path}/axis`, [-1])], type, {
    ...int32Indices,
    keep_dims: attribute.bool(true),
  });
  const rest = graph.addFloat(`${path}/rest`, 'Sub', [incoming.node, sum], type);
  return { node: graph.addFloat(path, 'Mul', [rest, output.node], type), type };
}
