import type { FedTensor, LoadedGraph } from '../../backend/graph/load-graph.ts';
import type { GraphVariables } from './variable-nodes.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';

export interface GivenVariable {
  readonly name: string;
  readonly shape: readonly number[];
  /** Asked for when its turn has come. */
  readonly values: () => Float32Array;
}

/** 16 MB. */
const floatsAtOnce = 2 ** 22;

/**
 * Gives variables their values. TensorFlow goes through the whole graph once for every choice of nodes to fetch, so that
 * small variables share a run; what a run is given is in memory twice, so that a large one has its own.
 */
export function setVariables(
  graph: LoadedGraph,
  variables: GraphVariables,
  given: readonly GivenVariable[],
): void {
  for (const group of groupsOf(given)) {
    const named = group.map((variable) => ({ ...variable, ...variables.initial(variable.name) }));
    const fed = named.map(({ placeholder, shape, values }): [string, FedTensor] => [
      placeholder,
      { shape, values: values() },
    ]);
    graph.run(
      Object.fromEntries(fed),
      named.map(({ assigned }) => assigned),
    );
  }
}

/** In the order given, as many together as one run takes. */
export function groupsOf<Variable extends Pick<GivenVariable, 'shape'>>(
  given: readonly Variable[],
): readonly (readonly Variable[])[] {
  const groups: Variable[][] = [];
  let room = 0;
  for (const variable of given) {
    const floats = sizeOfShape(variable.shape);
    if (groups.length === 0 || floats > room) {
      groups.push([]);
      room = floatsAtOnce;
    }
    groups.at(-1)!.push(variable);
    room -= floats;
  }
  return groups;
}
