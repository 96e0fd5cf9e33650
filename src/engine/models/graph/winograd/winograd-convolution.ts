import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import {
  joinedTiles,
  multipliedElements,
  overlappingTiles,
  picturesOf,
  transformed,
  type Pictures,
} from './tile-nodes.ts';
import { taps } from './tile-of.ts';
import { toomCook, type Matrix } from './toom-cook.ts';

const type = DataType.DT_FLOAT;
const int32 = attribute.type(DataType.DT_INT32);

/**
 * A convolution of 3 x 3 with stride 1 and padding `same` by tiles of `outputs` places a side: for each element of the
 * transformed tiles one product of [photos * tiles, channels] with [channels, filters]. Where tiles cover the picture
 * without a rest that is 44, 31 or 25 % of the multiplications, for 2, 3 or 4 outputs, with about 2.5 times the
 * rounding error. `kernel`: [3, 3, channels, filters]. Source: Lavin and Gray, Fast algorithms for convolutional neural
 * networks, 2016.
 */
export function winogradConvolution(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  kernel: string,
  outputs: number,
): GraphValue {
  const pictures = picturesOf(place, place.input);
  const { kernel: matrix } = toomCook(outputs, taps);
  const shape = [pictures.channels, place.filters] as const;
  return convolved(graph, name, pictures, { node: kernel, matrix, shape, transposed: false }, outputs);
}

/** The gradient by the input: the same convolution of what came out, its kernel turned by half a circle. */
export function winogradInputGradient(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  kernel: string,
  before: GraphValue,
  outputs: number,
): GraphValue {
  const { channels } = picturesOf(place, place.input);
  const matrix = toomCook(outputs, taps).kernel.map((row) => row.toReversed());
  const shape = [channels, place.filters] as const;
  const pictures = picturesOf(place, before, place.filters);
  return convolved(graph, name, pictures, { node: kernel, matrix, shape, transposed: true }, outputs);
}

interface Kernels {
  readonly node: string;
  /** What they are transformed by. */
  readonly matrix: Matrix;
  /** Of one element. */
  readonly shape: readonly [channels: number, filters: number];
  /** Whether pictures have as many channels as there are filters. */
  readonly transposed: boolean;
}

function convolved(
  graph: GraphWriter,
  name: string,
  pictures: Pictures,
  { node, matrix, shape, transposed }: Kernels,
  outputs: number,
): GraphValue {
  const { size, input, output } = toomCook(outputs, taps);
  const tiles = overlappingTiles(graph, `${name}/tiles`, pictures, outputs, size);
  const left = transformed(graph, `${name}/transformed`, input, tiles);
  const flatKernels = flatWhenRun(graph, `${name}/kernels`, node, tiles);
  const right = transformed(graph, `${name}/kernels`, matrix, flatKernels);
  const products = multipliedElements(graph, name, size, {
    left: { node: left, shape: [-1, pictures.channels], transposed: false },
    right: { node: right, shape, transposed },
  });
  const back = transformed(graph, `${name}/outputs`, output, products);
  const channels = shape[transposed ? 0 : 1];
  return { node: joinedTiles(graph, name, back, { ...pictures, channels }, outputs), type };
}

/**
 * Kernels as [taps * taps, ...], by a shape that is known only when `after` is there. By a constant one TensorFlow
 * would transform frozen kernels when the graph is opened, all at once and each to three times its size.
 */
function flatWhenRun(graph: GraphWriter, name: string, kernels: string, after: string): string {
  const count = graph.addFloat(`${name}/count`, 'Size', [after], type, { out_type: int32 });
  const none = graph.addInteger(`${name}/none`, 'BitwiseAnd', [count, graph.scalar(`${name}/zero`, 0)]);
  const rows = graph.addInteger(`${name}/rows`, 'BitwiseOr', [
    none,
    graph.scalar(`${name}/taps`, taps * taps),
  ]);
  const shape = graph.addInteger(`${name}/shape`, 'Pack', [rows, graph.scalar(`${name}/rest`, -1)], {
    N: attribute.integer(2),
    axis: attribute.integer(0),
  });
  return graph.addFloat(`${name}/flat`, 'Reshape', [kernels, shape], type, { Tshape: int32 });
}
