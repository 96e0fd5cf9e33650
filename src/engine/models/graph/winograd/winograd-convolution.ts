import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { flat, joinedTiles, overlappingTiles, transformed, type Pictures } from './tile-nodes.ts';
import { taps } from './tile-of.ts';
import { toomCook, type Matrix } from './toom-cook.ts';

const type = DataType.DT_FLOAT;

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
  const kernels = kernelTransform(graph, `${name}/kernels`, kernel, toomCook(outputs, taps).kernel, [
    channels,
    filters,
  ]);
  return convolved(graph, name, pictures, kernels, { channels: filters, transposed: false }, outputs);
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
  const turned = toomCook(outputs, taps).kernel.map((row) => row.toReversed());
  const kernels = kernelTransform(graph, `${name}/kernels`, kernel, turned, [channels, filters]);
  return convolved(graph, name, pictures, kernels, { channels, transposed: true }, outputs);
}

function convolved(
  graph: GraphWriter,
  name: string,
  pictures: Pictures,
  kernels: string,
  { channels, transposed }: { readonly channels: number; readonly transposed: boolean },
  outputs: number,
): GraphValue {
  const { size, input, output } = toomCook(outputs, taps);
  const tiles = overlappingTiles(graph, `${name}/tiles`, pictures, outputs, size);
  const elements = transformed(graph, `${name}/transformed`, input, tiles);
  const left = graph.reshape(`${name}/left`, { node: elements, type }, [size * size, -1, pictures.channels]);
  const products = graph.addFloat(`${name}/products`, 'BatchMatMulV2', [left.node, kernels], type, {
    adj_x: attribute.bool(false),
    adj_y: attribute.bool(transposed),
  });
  const back = transformed(
    graph,
    `${name}/outputs`,
    output,
    flat(graph, `${name}/products`, products, size * size),
  );
  const form = { height: pictures.height, width: pictures.width, channels };
  return { node: joinedTiles(graph, name, back, form, outputs), type };
}

/** [size * size, channels, filters] */
function kernelTransform(
  graph: GraphWriter,
  name: string,
  kernel: string,
  matrix: Matrix,
  shape: readonly [channels: number, filters: number],
): string {
  const elements = transformed(graph, name, matrix, flat(graph, name, kernel, taps * taps));
  return graph.reshape(`${name}/shaped`, { node: elements, type }, [-1, ...shape]).node;
}
