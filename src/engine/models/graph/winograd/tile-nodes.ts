import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { matrices } from '../op-attributes.ts';
import { concatenated, pairsNode, sliced } from '../shape-nodes.ts';
import { alongBothAxes, type Matrix } from './toom-cook.ts';

/** Pictures between the operations on tiles, float32 [photos, height, width, channels]. */
export interface Pictures {
  readonly node: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A value with the sides of a convolution's input; `channels`: its own, where it is what came out. */
export function picturesOf(
  { inputShape }: ConvolutionPlace,
  { node }: GraphValue,
  channels = inputShape[2]!,
): Pictures {
  return { node, height: inputShape[0]!, width: inputShape[1]!, channels };
}

const type = DataType.DT_FLOAT;
const int32 = attribute.type(DataType.DT_INT32);

/** The tiles of a picture along its axes; `outputs`: of one tile, along a side. */
function gridOf(
  { height, width }: Omit<Pictures, 'node'>,
  outputs: number,
): readonly [rows: number, columns: number] {
  return [Math.ceil(height / outputs), Math.ceil(width / outputs)];
}

/**
 * Overlapping tiles of `size` that begin every `outputs` places, one place before the picture, zeros around it:
 * [size * size, photos * tiles * channels]. Places that lie `outputs` apart become pictures of their own first, so that
 * an element of all tiles is a slice of one of them.
 */
export function overlappingTiles(
  graph: GraphWriter,
  name: string,
  pictures: Pictures,
  outputs: number,
  size: number,
): string {
  const [rows, columns] = gridOf(pictures, outputs);
  const { channels } = pictures;
  const more = Math.ceil(size / outputs) - 1;
  const phases = apart(graph, `${name}/phases`, pictures, outputs, 1, more);
  const shape = [outputs * outputs, -1, rows + more, columns + more, channels];
  const shaped = graph.reshape(`${name}/shaped`, { node: phases, type }, shape);
  const ofOne = [1, -1, rows, columns, channels];
  const sides = Array.from({ length: size }, (_, element) => element);
  const elements = sides.flatMap((row) =>
    sides.map((column) => {
      const phase = (row % outputs) * outputs + (column % outputs);
      const begin = [phase, 0, Math.floor(row / outputs), Math.floor(column / outputs), 0];
      return sliced(graph, `${name}/element_${row}_${column}`, shaped, begin, ofOne);
    }),
  );
  return flat(graph, name, concatenated(graph, `${name}/elements`, elements, 0).node, size * size);
}

/** Tiles of `outputs` beside each other: [outputs * outputs, photos * tiles * channels]. */
export function separateTiles(graph: GraphWriter, name: string, pictures: Pictures, outputs: number): string {
  return flat(graph, name, apart(graph, `${name}/phases`, pictures, outputs, 0, 0), outputs * outputs);
}

/** Writes `name`: the pictures of this form whose separate tiles `tiles` are. */
export function joinedTiles(
  graph: GraphWriter,
  name: string,
  tiles: string,
  form: Omit<Pictures, 'node'>,
  outputs: number,
): string {
  const [rows, columns] = gridOf(form, outputs);
  const shaped = graph.reshape(`${name}/shaped`, { node: tiles, type }, [-1, rows, columns, form.channels]);
  const crops = pairsNode(graph, `${name}/crops`, [
    [0, rows * outputs - form.height],
    [0, columns * outputs - form.width],
  ]);
  return graph.addFloat(name, 'BatchToSpaceND', [shaped.node, block(graph, name, outputs), crops], type, {
    Tblock_shape: int32,
    Tcrops: int32,
  });
}

/** A matrix along both axes of tiles, kernels or products: [of the matrix, ...] from [elements, ...]. */
export function transformed(graph: GraphWriter, name: string, matrix: Matrix, elements: string): string {
  const square = alongBothAxes(matrix);
  const constant = graph.floats(`${name}/matrix`, [square.length, square[0]!.length], square.flat());
  return graph.addFloat(name, 'MatMul', [constant, elements], type, matrices(false, false));
}

/** One matrix an element, as they lie in memory; -1 for as many rows as there are. */
export interface Elements {
  readonly node: string;
  readonly shape: readonly [rows: number, columns: number];
  /** Whether each is transposed before it is multiplied. */
  readonly transposed: boolean;
}

/** The matrices of both sides multiplied element by element: [size * size, rows * columns]. */
export function multipliedElements(
  graph: GraphWriter,
  name: string,
  size: number,
  { left, right }: { readonly left: Elements; readonly right: Elements },
): string {
  const count = size * size;
  const shaped = (side: string, { node, shape }: Elements): string =>
    graph.reshape(`${name}/${side}`, { node, type }, [count, ...shape]).node;
  const pair = [shaped('left', left), shaped('right', right)];
  const products = graph.addFloat(`${name}/products`, 'BatchMatMulV2', pair, type, {
    adj_x: attribute.bool(left.transposed),
    adj_y: attribute.bool(right.transposed),
  });
  return flat(graph, `${name}/products`, products, count);
}

/** Elements apart from all that they hold: [count, ...] as a matrix of `count` rows. */
function flat(graph: GraphWriter, name: string, node: string, count: number): string {
  return graph.reshape(`${name}/flat`, { node, type }, [count, -1]).node;
}

/** SpaceToBatchND with `before` zeros at the upper and left border, and `more` tiles than cover the picture. */
function apart(
  graph: GraphWriter,
  name: string,
  pictures: Pictures,
  outputs: number,
  before: number,
  more: number,
): string {
  const [rows, columns] = gridOf(pictures, outputs);
  const paddings = pairsNode(graph, `${name}/paddings`, [
    [before, (rows + more) * outputs - before - pictures.height],
    [before, (columns + more) * outputs - before - pictures.width],
  ]);
  const inputs = [pictures.node, block(graph, name, outputs), paddings];
  return graph.addFloat(name, 'SpaceToBatchND', inputs, type, { Tblock_shape: int32, Tpaddings: int32 });
}

function block(graph: GraphWriter, name: string, outputs: number): string {
  return graph.integers(`${name}/block`, [outputs, outputs]);
}
