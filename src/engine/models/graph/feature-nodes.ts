import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';

/**
 * Features cross the border of a graph as float32, or in half precision as int32: the binding knows no 16-bit
 * numbers, so that two half words travel in one integer and are taken apart inside.
 */

const half = { type: attribute.type(DataType.DT_HALF), words: attribute.type(DataType.DT_INT32) };

/** Whether records of this many values can travel as half words. */
export function fitsHalfWords(values: number): boolean {
  return values % 2 === 0;
}

/** A placeholder `name` of int32 [batch, values / 2] for half words, and the floats of `shape` (no batch) in it. */
export function halfFeatures(graph: GraphWriter, name: string, shape: readonly number[]): GraphValue {
  const size = sizeOfShape(shape);
  const words = graph.placeholder(name, DataType.DT_INT32, [-1, size / 2]);
  const halves = graph.add(`${name}/halves`, 'Bitcast', [words], { T: half.words, type: half.type });
  const floats = graph.add(`${name}/floats`, 'Cast', [halves], {
    SrcT: half.type,
    DstT: attribute.type(DataType.DT_FLOAT),
  });
  return graph.reshape(`${name}/features`, { node: floats, type: DataType.DT_FLOAT }, [-1, ...shape]);
}

/** Node `name` of int32 [batch, values / 2] with the value's half words; `size`: values of one photo. */
export function asHalfWords(graph: GraphWriter, name: string, value: GraphValue, size: number): void {
  const halves = graph.add(`${name}/halves`, 'Cast', [value.node], {
    SrcT: attribute.type(value.type),
    DstT: half.type,
  });
  const pairs = graph.add(
    `${name}/pairs`,
    'Reshape',
    [halves, graph.integers(`${name}/shape`, [-1, size / 2, 2])],
    { T: half.type, Tshape: attribute.type(DataType.DT_INT32) },
  );
  graph.add(name, 'Bitcast', [pairs], { T: half.type, type: half.words });
}
