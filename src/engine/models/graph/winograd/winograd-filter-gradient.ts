import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import {
  multipliedElements,
  overlappingTiles,
  picturesOf,
  separateTiles,
  transformed,
} from './tile-nodes.ts';
import { taps } from './tile-of.ts';
import { toomCook } from './toom-cook.ts';

/**
 * The gradient by the kernel: a convolution too, whose few outputs are the kernel's elements and whose kernels are the
 * tiles of `outputs` places a side of what came out, summed over all tiles. [3, 3, channels, filters]
 */
export function winogradFilterGradient(
  graph: GraphWriter,
  name: string,
  place: ConvolutionPlace,
  before: GraphValue,
  outputs: number,
): GraphValue {
  const { size, input, kernel, output } = toomCook(taps, outputs);
  const pictures = picturesOf(place, place.input);
  const { channels } = pictures;
  const incoming = picturesOf(place, before, place.filters);
  const tiles = overlappingTiles(graph, `${name}/tiles`, pictures, outputs, size);
  const left = transformed(graph, `${name}/transformed`, input, tiles);
  const separate = separateTiles(graph, `${name}/incoming_tiles`, incoming, outputs);
  const right = transformed(graph, `${name}/transformed_incoming`, kernel, separate);
  const products = multipliedElements(graph, name, size, {
    left: { node: left, shape: [-1, channels], transposed: true },
    right: { node: right, shape: [-1, place.filters], transposed: false },
  });
  const sums = transformed(graph, `${name}/sums`, output, products);
  return graph.reshape(name, { node: sums, type: before.type }, [taps, taps, channels, place.filters]);
}
