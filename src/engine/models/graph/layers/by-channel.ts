import type { DepthwiseConv2dSpec, SeparableConv2dSpec } from '../../../../shared/network.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import type { PlacedLayer } from '../layer-nodes.ts';
import { window } from '../op-attributes.ts';
import { shapeOf } from '../shape-nodes.ts';

/** Filters of one channel each: a layer of its own, or the first half of a separable convolution. */

type ByChannel = Pick<
  PlacedLayer<DepthwiseConv2dSpec | SeparableConv2dSpec>,
  'layer' | 'weight' | 'inputShapes'
>;

/** Computed in the type of `input`. */
export function byChannel(
  graph: GraphWriter,
  name: string,
  input: GraphValue,
  { layer, weight }: ByChannel,
): GraphValue {
  const { node, type } = input;
  const inputs = [node, weight('depthwise_kernel', type)];
  return { node: graph.addFloat(name, 'DepthwiseConv2dNative', inputs, type, window(layer)), type };
}

/** `before`: the gradient by what came out, in the type of `input`. Source: TensorFlow's nn_grad.py. */
export function byChannelGradient(
  graph: GraphWriter,
  name: string,
  input: GraphValue,
  { layer, weight, inputShapes }: ByChannel,
  before: GraphValue,
  wantsInputs: boolean,
): { readonly kernel: GraphValue; readonly input: GraphValue | null } {
  const { type } = input;
  const attributes = window(layer);
  const sizes = graph.integers(`${name}/depthwise_sizes`, [...layer.kernelSize, inputShapes[0]!.at(-1)!, 1]);
  const kernel = graph.addFloat(
    `${name}/depthwise_kernel_gradient`,
    'DepthwiseConv2dNativeBackpropFilter',
    [input.node, sizes, before.node],
    type,
    attributes,
  );
  if (!wantsInputs) return { kernel: { node: kernel, type }, input: null };
  const path = `${name}/input_gradient`;
  const inputs = [shapeOf(graph, `${path}/sizes`, input), weight('depthwise_kernel', type), before.node];
  const node = graph.addFloat(path, 'DepthwiseConv2dNativeBackpropInput', inputs, type, attributes);
  return { kernel: { node: kernel, type }, input: { node, type } };
}
