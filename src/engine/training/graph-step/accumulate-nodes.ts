import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import type { GraphVariables } from './variable-nodes.ts';

/** The variable that a parameter's gradient is summed in. */
export function gradientSum(parameter: string): string {
  return `${parameter}/gradient_sum`;
}

const float = DataType.DT_FLOAT;
const dtype = { dtype: attribute.type(float) };

/** Sums of gradients over the parts of a batch. */
export interface GradientSums {
  /** Nodes of the sums, by parameter. */
  readonly gradients: ReadonlyMap<string, string>;
  /** Empties a parameter's sum after what waits for `after`; gives what waits for that. */
  clear(parameter: string, after: string): string;
}

/** `done`: the node that is fetched to add a part's gradients to their sums; it gives the part's loss. */
export function accumulateNodes(
  graph: GraphWriter,
  variables: GraphVariables,
  loss: string,
  gradients: ReadonlyMap<string, string>,
  done: string,
): GradientSums {
  const added = [...gradients].map(
    ([name, gradient]) =>
      `^${graph.add(
        `accumulate/${name}/added`,
        'AssignAddVariableOp',
        [variables.handle(gradientSum(name)), gradient],
        dtype,
      )}`,
  );
  graph.addFloat(done, 'Identity', [loss, ...added], float);
  return {
    gradients: new Map([...gradients.keys()].map((name) => [name, variables.read(gradientSum(name))])),
    clear(parameter, after) {
      const sum = gradientSum(parameter);
      const zeros = graph.addFloat(
        `accumulate/${parameter}/zeros`,
        'ZerosLike',
        [variables.read(sum), `^${after}`],
        float,
      );
      return graph.add(
        `accumulate/${parameter}/cleared`,
        'AssignVariableOp',
        [variables.handle(sum), zeros],
        dtype,
      );
    },
  };
}
