import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { outputSide } from '../output-shape.ts';
import type { ConvolutionPlace } from './convolution-place.ts';
import { matrices, window } from './op-attributes.ts';
import { padded, sliced } from './shape-nodes.ts';
import { tileOf } from './winograd/tile-of.ts';
import { winogradFilterGradient } from './winograd/winograd-filter-gradient.ts';

/**
 * The gradient of a convolution's kernel, from that of what came out before the activation. In bfloat16 with stride 1
 * as matrix products: oneDNN's own operation takes more than twice as long there (measured, docs/performance.md).
 */
export function filterGradient(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  before: GraphValue,
): GraphValue {
  const unitStride = place.strides.every((stride) => stride === 1);
  if (before.type === DataType.DT_BFLOAT16 && unitStride) return productsGradient(graph, name, place, before);
  const tile = tileOf(place);
  if (tile !== null) return winogradFilterGradient(graph, `${name}/kernel_gradient`, place, before, tile);
  const sizes = graph.integers(`${name}/kernel_sizes`, kernelShape(place));
  const inputs = [place.input.node, sizes, before.node];
  const { type } = before;
  const node = graph.addFloat(`${name}/kernel_gradient`, 'Conv2DBackpropFilter', inputs, type, window(place));
  return { node, type };
}

/**
 * One product an element of the kernel's window: the input shifted by it, as a matrix of pixels by channels,
 * transposed, times the gradient as pixels by filters. Exact: the same sums as the convolution's gradient.
 */
function productsGradient(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  before: GraphValue,
): GraphValue {
  const [height, width] = place.kernelSize;
  const [rows, columns, channels] = place.inputShape as readonly [number, number, number];
  const [outRows, outColumns] = [rows, columns].map((side, axis) =>
    outputSide(side, place.kernelSize[axis]!, 1, place.padding),
  ) as [number, number];
  const input = paddedInput(graph, name, place, [outRows, outColumns]);
  const flatGradient = graph.reshape(`${name}/flat_gradient`, before, [-1, place.filters]);
  const products: string[] = [];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const path = `${name}/window_${row}_${column}`;
      const size = [-1, outRows, outColumns, channels];
      const slice = sliced(graph, `${path}/slice`, input, [0, row, column, 0], size);
      const flat = graph.reshape(`${path}/flat`, slice, [-1, channels]);
      const pair = [flat.node, flatGradient.node];
      products.push(graph.addFloat(`${path}/product`, 'MatMul', pair, before.type, matrices(true, false)));
    }
  const stacked = graph.addFloat(`${name}/windows`, 'Pack', products, before.type, {
    N: attribute.integer(products.length),
    axis: attribute.integer(0),
  });
  const value = { node: stacked, type: before.type };
  return graph.reshape(`${name}/kernel_gradient`, value, kernelShape(place));
}

/** With the zeros that TensorFlow's `same` adds: the smaller half before, the larger one after. */
function paddedInput(
  graph: GraphWriter,
  name: string,
  { input, inputShape, kernelSize }: ConvolutionPlace,
  outputSides: readonly [number, number],
): GraphValue {
  const missing = outputSides.map((side, axis) => side - 1 + kernelSize[axis]! - inputShape[axis]!);
  if (missing.every((pixels) => pixels === 0)) return input;
  const pads = missing.map((pixels) => [Math.floor(pixels / 2), Math.ceil(pixels / 2)] as const);
  return padded(graph, `${name}/padded`, input, [[0, 0], ...pads, [0, 0]]);
}

function kernelShape({ kernelSize, inputShape, filters }: ConvolutionPlace): readonly number[] {
  return [...kernelSize, inputShape[2]!, filters];
}
