import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { FloatType, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';

/** Variables of a graph: master weights and the optimizer's slots, float32, kept by TensorFlow from run to run. */
export interface GraphVariables {
  /** The node that changes hold on to. */
  handle(name: string): string;
  /** The node with its value, cast where asked; one node a type, whoever asks. */
  read(name: string, type?: FloatType): string;
  /** To be fed, and fetched to give the variable the fed value. */
  readonly initial: (name: string) => { readonly placeholder: string; readonly assigned: string };
}

const dtype = { dtype: attribute.type(DataType.DT_FLOAT) };

/** Writes the variables of these shapes, by name. */
export function variableNodes(
  graph: GraphWriter,
  shapes: ReadonlyMap<string, readonly number[]>,
): GraphVariables {
  const done = graph.floats('variables/done', [], [1]);
  const initial = (name: string): { placeholder: string; assigned: string } => ({
    placeholder: `variables/${name}/initial`,
    assigned: `variables/${name}/assigned`,
  });
  const handle = (name: string): string => `variables/${name}`;
  for (const [name, shape] of shapes) {
    graph.add(handle(name), 'VarHandleOp', [], {
      ...dtype,
      shape: attribute.shape(shape),
      container: attribute.string(''),
      shared_name: attribute.string(name),
    });
    const { placeholder, assigned } = initial(name);
    graph.placeholder(placeholder, DataType.DT_FLOAT, shape);
    // A variable keeps what it is given, here JavaScript's memory where that begins at a multiple of 64 bytes, and gives
    // it back on whichever thread updates it; JavaScript's memory may be given back on its own thread alone.
    const copied = graph.addFloat(`variables/${name}/copied`, 'DeepCopy', [placeholder], DataType.DT_FLOAT);
    const assign = graph.add(`variables/${name}/assign`, 'AssignVariableOp', [handle(name), copied], dtype);
    graph.addFloat(assigned, 'Identity', [done, `^${assign}`], DataType.DT_FLOAT);
    graph.add(`variables/${name}/value`, 'ReadVariableOp', [handle(name)], dtype);
  }
  const cast = new Map<string, string>();
  return {
    handle,
    initial,
    read: (name, type = DataType.DT_FLOAT) => {
      const value = `variables/${name}/value`;
      if (type === DataType.DT_FLOAT) return value;
      const node =
        cast.get(name) ?? graph.cast(`${value}/bf16`, { node: value, type: DataType.DT_FLOAT }, type).node;
      cast.set(name, node);
      return node;
    },
  };
}
