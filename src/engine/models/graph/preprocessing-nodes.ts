import { assertNever } from '../../../shared/assert-never.ts';
import { pixelShape, type ChannelOrder, type NetworkSpec } from '../../../shared/network.ts';
import { luma } from '../../../shared/preprocessing.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { int32Indices } from './op-attributes.ts';

/** The placeholder that takes the pixels: (batch, height, width, RGB) as uint8. */
export const pixelsInput = 'pixels';

const type = DataType.DT_FLOAT;

/** From pixels to what the first layer takes, in float32: channel order, minus the mean, times the scale. */
export function preprocessedPixels(
  graph: GraphWriter,
  network: NetworkSpec,
): { readonly placeholder: string; readonly value: GraphValue } {
  const pixels = graph.placeholder(pixelsInput, DataType.DT_UINT8, [-1, ...pixelShape(network)]);
  const floats = graph.add('preprocessing/floats', 'Cast', [pixels], {
    SrcT: attribute.type(DataType.DT_UINT8),
    DstT: attribute.type(type),
  });
  return { placeholder: pixels, value: preprocessedFloats(graph, network, floats) };
}

/** The same from a node with float32 pixels, 0 to 255, RGB. */
export function preprocessedFloats(graph: GraphWriter, network: NetworkSpec, floats: string): GraphValue {
  const { channelOrder, scale } = network.preprocessing;
  const ordered = orderedChannels(graph, floats, channelOrder);
  const means = meanNode(graph, network);
  const centred = graph.addFloat('preprocessing/centred', 'Sub', [ordered, means], type);
  const factor = graph.floats('preprocessing/scale', [], [scale]);
  return { node: graph.addFloat('preprocessing/scaled', 'Mul', [centred, factor], type), type };
}

function orderedChannels(graph: GraphWriter, floats: string, order: ChannelOrder): string {
  switch (order) {
    case 'rgb':
      return floats;
    case 'bgr': {
      const axes = graph.integers('preprocessing/reversed_axes', [3]);
      return graph.addFloat('preprocessing/ordered', 'ReverseV2', [floats, axes], type, int32Indices);
    }
    case 'grey':
      return grey(graph, floats);
    default:
      return assertNever(order);
  }
}

function grey(graph: GraphWriter, floats: string): string {
  const name = 'preprocessing/grey';
  const weights = graph.floats(`${name}/weights`, [3], luma.weights);
  const products = graph.addFloat(`${name}/products`, 'Mul', [floats, weights], type);
  const axis = graph.integers(`${name}/axis`, [3]);
  const sum = graph.addFloat(`${name}/sum`, 'Sum', [products, axis], type, {
    keep_dims: attribute.bool(true),
    ...int32Indices,
  });
  const half = graph.floats(`${name}/half`, [], [luma.half]);
  const raised = graph.addFloat(`${name}/raised`, 'Add', [sum, half], type);
  const factor = graph.floats(`${name}/factor`, [], [1 / luma.divisor]);
  const divided = graph.addFloat(`${name}/divided`, 'Mul', [raised, factor], type);
  return graph.addFloat(name, 'Floor', [divided], type);
}

function meanNode(
  graph: GraphWriter,
  { inputShape: [height, width], preprocessing: { mean, meanImage } }: NetworkSpec,
): string {
  const name = 'preprocessing/mean';
  return meanImage?.size === height && meanImage.size === width
    ? graph.floats(name, [height, width, mean.length], meanImage.values)
    : graph.floats(name, [mean.length], mean);
}
