import { assertNever } from '../../../shared/assert-never.ts';
import type { Activation, Conv2dSpec } from '../../../shared/network.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { FloatType, GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { filterGradient } from './filter-gradient.ts';
import type { WrittenLayer } from './forward-nodes.ts';
import { channelsLast, int32Indices, matrices, poolWindow, window } from './op-attributes.ts';

/**
 * Writes the gradients of layers that ./forward-nodes.ts wrote, from the last to the first, each computed in the type
 * of its layer. `gradient`: of the loss by the last layer's output. Returns the float32 nodes of the gradients by
 * parameter (`block5_conv1/kernel`). Source of the operations: TensorFlow's python/ops/nn_grad.py.
 */
export function layerGradients(
  graph: GraphWriter,
  scope: string,
  written: readonly WrittenLayer[],
  gradient: GraphValue,
): ReadonlyMap<string, string> {
  const gradients = new Map<string, string>();
  const firstWeighted = written.findIndex(({ kernel }) => kernel !== null);
  let current = gradient;
  for (let index = written.length - 1; index >= firstWeighted && index >= 0; index--) {
    const layer = written[index]!;
    const name = `${scope}${layer.layer.name}`;
    const incoming = graph.cast(`${name}/output_gradient`, current, layer.output.type);
    const { kernel, bias, input } = gradientOf(graph, name, layer, incoming, index > firstWeighted);
    for (const [which, value] of Object.entries({ kernel, bias }))
      if (value)
        gradients.set(
          `${layer.layer.name}/${which}`,
          graph.cast(`${name}/${which}_gradient/float`, value, DataType.DT_FLOAT).node,
        );
    if (input) current = input;
  }
  return gradients;
}

interface LayerGradients {
  readonly kernel?: GraphValue;
  readonly bias?: GraphValue;
  /** Left out where no layer below learns. */
  readonly input?: GraphValue;
}

function gradientOf(
  graph: GraphWriter,
  name: string,
  written: WrittenLayer,
  incoming: GraphValue,
  wantsInput: boolean,
): LayerGradients {
  const { layer, input, output, kernel, mask } = written;
  const { type } = output;
  const typed = (node: string): GraphValue => ({ node, type });
  switch (layer.kind) {
    case 'conv2d':
    case 'dense': {
      const before = written.bare
        ? incoming
        : activationGradient(graph, name, layer.activation, output, incoming);
      const bias = typed(
        graph.addFloat(`${name}/bias_gradient`, 'BiasAddGrad', [before.node], type, channelsLast),
      );
      const common = { bias };
      if (layer.kind === 'conv2d') {
        return {
          ...common,
          kernel: filterGradient(graph, name, written, layer, before),
          ...(wantsInput
            ? { input: typed(convolutionInputGradient(graph, name, layer, input, kernel!, before)) }
            : {}),
        };
      }
      const product = (which: string, inputs: readonly string[], first: boolean): GraphValue =>
        typed(graph.addFloat(`${name}/${which}`, 'MatMul', inputs, type, matrices(first, !first)));
      return {
        ...common,
        kernel: product('kernel_gradient', [input.node, before.node], true),
        ...(wantsInput ? { input: product('input_gradient', [before.node, kernel!], false) } : {}),
      };
    }
    case 'maxPool2d': {
      const inputs = [input.node, output.node, incoming.node];
      return {
        input: typed(
          graph.addFloat(`${name}/input_gradient`, 'MaxPoolGrad', inputs, type, poolWindow(layer)),
        ),
      };
    }
    case 'flatten':
      return { input: graph.reshape(`${name}/input_gradient`, incoming, [-1, ...written.inputShape]) };
    case 'dropout':
      return {
        input: mask
          ? typed(graph.addFloat(`${name}/input_gradient`, 'Mul', [incoming.node, mask], type))
          : incoming,
      };
    default:
      return assertNever(layer);
  }
}

function convolutionInputGradient(
  graph: GraphWriter,
  name: string,
  layer: Conv2dSpec,
  input: GraphValue,
  kernel: string,
  before: GraphValue,
): string {
  const sizes = graph.addFloat(`${name}/input_sizes`, 'Shape', [input.node], input.type, {
    out_type: attribute.type(DataType.DT_INT32),
  });
  return graph.addFloat(
    `${name}/input_gradient`,
    'Conv2DBackpropInput',
    [sizes, kernel, before.node],
    before.type,
    window(layer),
  );
}

/** The gradient by what went into the activation, from that by what came out of it. */
function activationGradient(
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
    case 'sigmoid':
      return {
        node: graph.addFloat(`${name}/sigmoid_gradient`, 'SigmoidGrad', inputs.reverse(), type),
        type,
      };
    case 'softmax':
      return { node: softmaxGradient(graph, name, output, incoming, type), type };
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
  type: FloatType,
): string {
  const path = `${name}/softmax_gradient`;
  const product = graph.addFloat(`${path}/product`, 'Mul', [incoming.node, output.node], type);
  const sum = graph.addFloat(`${path}/sum`, 'Sum', [product, graph.integers(`${path}/axis`, [-1])], type, {
    ...int32Indices,
    keep_dims: attribute.bool(true),
  });
  const rest = graph.addFloat(`${path}/rest`, 'Sub', [incoming.node, sum], type);
  return graph.addFloat(path, 'Mul', [rest, output.node], type);
}
