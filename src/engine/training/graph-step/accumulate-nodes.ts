import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { after } from './update-nodes.ts';
import type { GraphVariables } from './variable-nodes.ts';

/** The variable that a parameter's gradient is summed in. */
export function gradientSum(parameter: string): string {
  return `${parameter}/gradient_sum`;
}

const float = DataType.DT_FLOAT;
const dtype = { dtype: attribute.type(float) };

/** What is fetched to compute a part of a batch; both give its loss. */
export interface PartNodes {
  /** Makes the part's gradients the sums. */
  readonly begun: string;
  /** Adds them to the sums. */
  readonly added: string;
}

/**
 * Sums gradients over the parts of a batch, and gives the nodes of the sums by parameter. A part counts whole or not at
 * all: no sum changes before all of its gradients are there.
 */
export function accumulateNodes(
  graph: GraphWriter,
  variables: GraphVariables,
  loss: string,
  gradients: ReadonlyMap<string, string>,
  nodes: PartNodes,
): ReadonlyMap<string, string> {
  const ready = graph.add('accumulate/ready', 'NoOp', [loss, ...gradients.values()].map(after));
  const write = (operation: string, name: string, done: string): void => {
    const changed = [...gradients].map(([parameter, gradient]) =>
      after(
        graph.add(
          `accumulate/${parameter}/${name}`,
          operation,
          [variables.handle(gradientSum(parameter)), gradient, after(ready)],
          dtype,
        ),
      ),
    );
    graph.addFloat(done, 'Identity', [loss, ...changed], float);
  };
  write('AssignVariableOp', 'begun', nodes.begun);
  write('AssignAddVariableOp', 'added', nodes.added);
  return new Map([...gradients.keys()].map((name) => [name, variables.read(gradientSum(name))]));
}
