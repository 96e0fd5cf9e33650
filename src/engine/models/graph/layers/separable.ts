import type { SeparableConv2dSpec } from '../../../../shared/network.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { filterGradient } from '../filter-gradient.ts';
import type { LayerNodes, PlacedLayer } from '../layer-nodes.ts';
import { byChannel, byChannelGradient } from './by-channel.ts';
import { convolution, inputGradient } from './convolution.ts';
import { activated, activatedGradient } from './weighted.ts';

const float = DataType.DT_FLOAT;

/** The filters of one channel are computed in float32, as a layer of them alone is; the rest in the layer's type. */
export const separableNodes: LayerNodes<SeparableConv2dSpec> = {
  forward: (graph, placed) =>
    activated(graph, placed, placed.layer, (name) => {
      const each = byChannel(graph, `${placed.name}/depthwise`, floatInput(graph, placed), placed);
      const between = graph.cast(betweenNode(placed), each, placed.type);
      return convolution(graph, name, pointwise(placed, between), placed.weight('pointwise_kernel')).node;
    }),
  gradient(graph, written, place) {
    const { type, weight } = written;
    const { name, wantsInputs } = place;
    const { before, bias } = activatedGradient(graph, written, written.layer, place);
    const node = type === float ? `${written.name}/depthwise` : betweenNode(written);
    const point = pointwise(written, { node, type });
    const kernel = filterGradient(graph, `${name}/pointwise`, point, before);
    const to = inputGradient(
      graph,
      `${name}/pointwise/input_gradient`,
      point,
      weight('pointwise_kernel'),
      before,
    );
    const middle = graph.cast(`${name}/depthwise/incoming`, to, float);
    const values = floatInput(graph, written, name);
    const each = byChannelGradient(graph, name, values, written, middle, wantsInputs);
    const input = each.input && graph.cast(`${name}/input_gradient/typed`, each.input, type);
    return {
      weights: { depthwise_kernel: each.kernel, pointwise_kernel: kernel, ...bias },
      inputs: input ? [input] : [],
    };
  },
};

function betweenNode({ name }: PlacedLayer): string {
  return `${name}/depthwise/typed`;
}

function floatInput(graph: GraphWriter, { inputs, name }: PlacedLayer, path = name): GraphValue {
  return graph.cast(`${path}/float_input`, inputs[0]!, float);
}

/** The convolution of 1 x 1 that follows, over the places that the first half left. */
function pointwise(
  { layer, inputShapes, outputShape, winograd }: PlacedLayer<SeparableConv2dSpec>,
  input: GraphValue,
): ConvolutionPlace {
  const [height, width] = outputShape as [number, number];
  return {
    input,
    inputShape: [height, width, inputShapes[0]!.at(-1)!],
    kernelSize: [1, 1],
    strides: [1, 1],
    padding: 'valid',
    filters: layer.filters,
    winograd,
  };
}
