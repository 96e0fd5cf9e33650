import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { int32Indices } from '../../models/graph/op-attributes.ts';
import { concatenated } from '../../models/graph/shape-nodes.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';

/** What an exported graph makes of a network's outputs. */

const type = DataType.DT_FLOAT;
/** Below this a length is that of a photo at which nothing answers, which is like no other. */
const smallestLength = 1e-12;

/** Node `name` with [batch, 2] of a sigmoid's [batch, 1]: 1 - p, p. */
export function pairNodes(graph: GraphWriter, name: string, single: string): void {
  const one = graph.floats(`${name}/one`, [], [1]);
  const other = graph.addFloat(`${name}/other`, 'Sub', [one, single], type);
  concatenated(graph, name, [
    { node: other, type },
    { node: single, type },
  ]);
}

/** Node `name` with the classes' names, once for each row of the probabilities. */
export function classNodes(
  graph: GraphWriter,
  name: string,
  probabilities: string,
  classes: readonly string[],
): void {
  const int32 = attribute.type(DataType.DT_INT32);
  const names = graph.texts(`${name}/names`, [1, classes.length], classes);
  const shape = graph.addFloat(`${name}/shape`, 'Shape', [probabilities], type, { out_type: int32 });
  graph.add(name, 'BroadcastTo', [names, shape], {
    T: attribute.type(DataType.DT_STRING),
    ...int32Indices,
  });
}

/** The mean over all places of a layer's output, divided by its length: [batch, channels]. */
export function featureNodes(graph: GraphWriter, places: GraphValue, shape: readonly number[]): string {
  const name = 'features';
  const flat = graph.reshape(`${name}/places`, places, [-1, ...placesOf(shape)]);
  const mean = reduced(graph, `${name}/mean`, 'Mean', flat.node, 1, false);
  const squares = graph.addFloat(`${name}/squares`, 'Square', [mean], type);
  const sum = reduced(graph, `${name}/sum`, 'Sum', squares, 1, true);
  const length = graph.addFloat(`${name}/length`, 'Sqrt', [sum], type);
  const least = graph.floats(`${name}/least_length`, [], [smallestLength]);
  const safe = graph.addFloat(`${name}/safe_length`, 'Maximum', [length, least], type);
  return graph.addFloat(name, 'RealDiv', [mean, safe], type);
}

function placesOf(shape: readonly number[]): readonly [places: number, channels: number] {
  const channels = shape.at(-1)!;
  return [sizeOfShape(shape) / channels, channels];
}

function reduced(
  graph: GraphWriter,
  name: string,
  op: 'Mean' | 'Sum',
  node: string,
  axis: number,
  keeps: boolean,
): string {
  const attributes = { ...int32Indices, keep_dims: attribute.bool(keeps) };
  return graph.addFloat(name, op, [node, graph.integers(`${name}/axis`, [axis])], type, attributes);
}
