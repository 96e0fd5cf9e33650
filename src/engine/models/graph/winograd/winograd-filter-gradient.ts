import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { flat, overlappingTiles, separateTiles, transformed } from './tile-nodes.ts';
import { taps } from './tile-of.ts';
import { toomCook } from './toom-cook.ts';

const type = DataType.DT_FLOAT;

/**
 * The gradient by the kernel: a convolution too, whose few outputs are the kernel's elements and whose kernels are the
 * tiles of `outputs` places a side of what came out, summed over all tiles. [3, 3, channels, filters]
 */
export function winogradFilterGradient(
  graph: GraphWriter,
  name: string,
  { input, inputShape, filters }: ConvolutionPlace,
  before: GraphValue,
  outputs: number,
): GraphValue {
  const [height, width, channels] = inputShape as readonly [number, number, number];
  const cook = toomCook(taps, outputs);
  const elements = cook.size ** 2;
  const pictures = { node: input.node, height, width, channels };
  const tiles = overlappingTiles(graph, `${name}/tiles`, pictures, outputs, cook.size);
  const left = transformed(graph, `${name}/transformed`, cook.input, tiles);
  const incoming = { node: before.node, height, width, channels: filters };
  const separate = separateTiles(graph, `${name}/incoming_tiles`, incoming, outputs);
  const right = transformed(graph, `${name}/transformed_incoming`, cook.kernel, separate);
  const pair = [
    graph.reshape(`${name}/left`, { node: left, type }, [elements, -1, channels]),
    graph.reshape(`${name}/right`, { node: right, type }, [elements, -1, filters]),
  ];
  const products = graph.addFloat(
    `${name}/products`,
    'BatchMatMulV2',
    pair.map(({ node }) => node),
    type,
    {
      adj_x: attribute.bool(true),
      adj_y: attribute.bool(false),
    },
  );
  const sums = transformed(
    graph,
    `${name}/sums`,
    cook.output,
    flat(graph, `${name}/products`, products, elements),
  );
  return graph.reshape(name, { node: sums, type }, [taps, taps, channels, filters]);
}
