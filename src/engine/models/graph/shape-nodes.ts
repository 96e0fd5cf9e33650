import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { int32Indices } from './op-attributes.ts';

/** Operations that cut values apart and put them together. Source: TensorFlow's array_ops and math_ops. */

const int32 = attribute.type(DataType.DT_INT32);

/** A value's shape when the graph runs, the batch included. */
export function shapeOf(graph: GraphWriter, name: string, { node, type }: GraphValue): string {
  return graph.addFloat(name, 'Shape', [node], type, { out_type: int32 });
}

/** `size`: -1 for all that is left along an axis. */
export function sliced(
  graph: GraphWriter,
  name: string,
  { node, type }: GraphValue,
  begin: readonly number[],
  size: readonly number[],
): GraphValue {
  const inputs = [node, graph.integers(`${name}/begin`, begin), graph.integers(`${name}/size`, size)];
  return { node: graph.addFloat(name, 'Slice', inputs, type, { Index: int32 }), type };
}

/** Zeros before and after, along each axis. */
export function padded(
  graph: GraphWriter,
  name: string,
  { node, type }: GraphValue,
  pads: readonly (readonly [before: number, after: number])[],
): GraphValue {
  const inputs = [node, pairsNode(graph, `${name}/pads`, pads)];
  return { node: graph.addFloat(name, 'Pad', inputs, type, { Tpaddings: int32 }), type };
}

/** A constant of whole numbers, one pair an axis: [pairs, 2]. */
export function pairsNode(
  graph: GraphWriter,
  name: string,
  pairs: readonly (readonly [before: number, after: number])[],
): string {
  const flat = graph.integers(`${name}/flat`, pairs.flat());
  const shape = graph.integers(`${name}/shape`, [pairs.length, 2]);
  return graph.add(name, 'Reshape', [flat, shape], { T: int32, Tshape: int32 });
}

/** Values one after the other along an axis, their last one unless another is named. */
export function concatenated(
  graph: GraphWriter,
  name: string,
  values: readonly GraphValue[],
  axis = -1,
): GraphValue {
  const { type } = values[0]!;
  const inputs = [...values.map(({ node }) => node), graph.scalar(`${name}/axis`, axis)];
  const attributes = { N: attribute.integer(values.length), ...int32Indices };
  return { node: graph.addFloat(name, 'ConcatV2', inputs, type, attributes), type };
}

/** The sum of values of one shape and type. */
export function sum(graph: GraphWriter, name: string, values: readonly GraphValue[]): GraphValue {
  const { type } = values[0]!;
  const inputs = values.map(({ node }) => node);
  return { node: graph.addFloat(name, 'AddN', inputs, type, { N: attribute.integer(values.length) }), type };
}
