import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { flat, joinedTiles, overlappingTiles, transformed, type Pictures } from './tile-nodes.ts';
import { taps } from './tile-of.ts';
import { toomCook, type Matrix } from './toom-cook.ts';

const type = DataType.DT_FLOAT;
const int32 = attribute.type(DataType.DT_INT32);

/**
 * A convolution of 3 x 3 with stride 1 and padding `same` by tiles of `outputs` places a side: for each element of the
 * transformed tiles one product of [photos * tiles, channels] with [channels, filters]. Where tiles cover the picture
 * without a rest that is 44, 31 or 25 % of the multiplications, for 2, 3 or 4 outputs, with about 2.5 times the rounding
 * error. `kernel`: [3, 3, channels, filters]. Source: Lavin and Gray, Fast algorithms for convolutional neural
 * networks, 2016.
 */
export function winogradConvolution(
  graph: GraphWriter,
  name: string,
  { input, inputShape, filters }: ConvolutionPlace,
  kernel: string,
  outputs: number,
): GraphValue {
  const [height, width, channels] = inputShape as readonly [number, number, number];
  const pictures = { node: input.node, height, width, channels };
  const { kernel: matrix } = toomCook(outputs, taps);
  const kernels = { node: kernel, matrix, shape: [channels, filters], transposed: false } as const;
  return convolved(graph, name, pictures, kernels, outputs);
}

/** The gradient by the input: the same convolution of what came out, its kernel turned by half a circle. */
export function winogradInputGradient(
  graph: GraphWriter,
  name: string,
  { inputShape, filters }: ConvolutionPlace,
  kernel: string,
  before: GraphValue,
  outputs: number,
): GraphValue {
  const [height, width, channels] = inputShape as readonly [number, number, number];
  const pictures = { node: before.node, height, width, channels: filters };
  const matrix = toomCook(outputs, taps).kernel.map((row) => row.toReversed());
  const kernels = { node: kernel, matrix, shape: [channels, filters], transposed: true } as const;
  return convolved(graph, name, pictures, kernels, outputs);
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
  kernels: Kernels,
  outputs: number,
): GraphValue {
  const { size, input, output } = toomCook(outputs, taps);
  const { matrix, shape, transposed } = kernels;
  const count = size * size;
  const tiles = overlappingTiles(graph, `${name}/tiles`, pictures, outputs, size);
  const left = transformed(graph, `${name}/transformed`, input, tiles);
  const flatKernels = flatWhenRun(graph, `${name}/kernels`, kernels.node, tiles);
  const right = transformed(graph, `${name}/kernels`, matrix, flatKernels);
  const pair = [
    graph.reshape(`${name}/left`, { node: left, type }, [count, -1, pictures.channels]).node,
    graph.reshape(`${name}/right`, { node: right, type }, [count, ...shape]).node,
  ];
  const products = graph.addFloat(`${name}/products`, 'BatchMatMulV2', pair, type, {
    adj_x: attribute.bool(false),
    adj_y: attribute.bool(transposed),
  });
  const flatProducts = flat(graph, `${name}/products`, products, count);
  const back = transformed(graph, `${name}/outputs`, output, flatProducts);
  const { height, width } = pictures;
  const form = { height, width, channels: shape[transposed ? 0 : 1] };
  return { node: joinedTiles(graph, name, back, form, outputs), type };
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
