import type { Conv2dSpec } from '../../../../shared/network.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { filterGradient } from '../filter-gradient.ts';
import type { LayerNodes, PlacedLayer } from '../layer-nodes.ts';
import { window } from '../op-attributes.ts';
import { concatenated, shapeOf, sliced } from '../shape-nodes.ts';
import { tileOf } from '../winograd/tile-of.ts';
import { winogradConvolution, winogradInputGradient } from '../winograd/winograd-convolution.ts';
import { activated, activatedGradient } from './weighted.ts';

export const convolutionNodes: LayerNodes<Conv2dSpec> = {
  forward: (graph, placed) =>
    activated(graph, placed, placed.layer, (name) => {
      const parts = partsOf(graph, placed);
      const convolved = parts.map(({ place, kernel }, index) =>
        convolution(graph, parts.length === 1 ? name : `${name}_${index}`, place, kernel),
      );
      return convolved.length === 1 ? convolved[0]!.node : concatenated(graph, name, convolved).node;
    }),
  gradient(graph, written, place) {
    const { name, wantsInputs } = place;
    const { before, bias } = activatedGradient(graph, written, written.layer, place);
    const parts = partsOf(graph, written, name);
    const gradients = parts.map(({ place: part, kernel }, index) => {
      const path = parts.length === 1 ? name : `${name}/group_${index}`;
      const own =
        parts.length === 1
          ? before
          : channelsOf(graph, `${path}/incoming`, before, index, written.outputShape, parts.length);
      return {
        kernel: filterGradient(graph, path, part, own),
        ...(wantsInputs ? { input: inputGradient(graph, `${path}/input_gradient`, part, kernel, own) } : {}),
      };
    });
    const joined = (which: string, values: readonly GraphValue[]): GraphValue =>
      values.length === 1 ? values[0]! : concatenated(graph, `${name}/${which}`, values);
    return {
      weights: {
        kernel: joined(
          'kernel_gradient',
          gradients.map(({ kernel }) => kernel),
        ),
        ...bias,
      },
      inputs: wantsInputs
        ? [
            joined(
              'input_gradient',
              gradients.flatMap(({ input }) => input ?? []),
            ),
          ]
        : [],
    };
  },
};

/** Source of the operations of a gradient: TensorFlow's python/ops/nn_grad.py. */
export function inputGradient(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  kernel: string,
  before: GraphValue,
): GraphValue {
  const tile = tileOf(place);
  if (tile !== null) return winogradInputGradient(graph, name, place, kernel, before, tile);
  const sizes = shapeOf(graph, `${name}/sizes`, place.input);
  const inputs = [sizes, kernel, before.node];
  const { type } = before;
  return { node: graph.addFloat(name, 'Conv2DBackpropInput', inputs, type, window(place)), type };
}

export function convolution(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  kernel: string,
): GraphValue {
  const tile = tileOf(place);
  if (tile !== null) return winogradConvolution(graph, name, place, kernel, tile);
  const { type } = place.input;
  return { node: graph.addFloat(name, 'Conv2D', [place.input.node, kernel], type, window(place)), type };
}

interface Part {
  readonly place: ConvolutionPlace;
  readonly kernel: string;
}

/**
 * The layer as one convolution, or one a group, as not every device has TensorFlow's own for groups. `path`: where the
 * nodes that cut it are written.
 */
function partsOf(graph: GraphWriter, placed: PlacedLayer<Conv2dSpec>, path = placed.name): readonly Part[] {
  const { layer, inputs, inputShapes, weight, winograd } = placed;
  const { groups = 1, kernelSize, strides, padding, filters } = layer;
  const [input, shape] = [inputs[0]!, inputShapes[0]!];
  const kernel = { node: weight('kernel'), type: placed.type };
  if (groups === 1)
    return [
      {
        kernel: kernel.node,
        place: { input, inputShape: shape, kernelSize, strides, padding, filters, winograd },
      },
    ];
  const [height, width, channels] = shape as [number, number, number];
  const own = channels / groups;
  return Array.from({ length: groups }, (_, index) => {
    const name = `${path}/group_${index}`;
    const kernelShape = [...kernelSize, own, filters];
    return {
      kernel: channelsOf(graph, `${name}/kernel`, kernel, index, kernelShape, groups).node,
      place: {
        input: channelsOf(graph, `${name}/input`, input, index, shape, groups),
        inputShape: [height, width, own],
        kernelSize,
        strides,
        padding,
        filters: filters / groups,
        winograd,
      },
    };
  });
}

/** One group's part along the last axis. `shape`: of the whole, with or without the batch. */
function channelsOf(
  graph: GraphWriter,
  name: string,
  value: GraphValue,
  group: number,
  shape: readonly number[],
  groups: number,
): GraphValue {
  const own = shape.at(-1)! / groups;
  // Four axes always: height, width, in, out of a kernel; batch, height, width, channels else.
  return sliced(graph, name, value, [0, 0, 0, group * own], [-1, -1, -1, own]);
}
