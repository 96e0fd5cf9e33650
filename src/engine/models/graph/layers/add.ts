import type { AddSpec } from '../../../../shared/network.ts';
import { sum } from '../shape-nodes.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const addNodes: LayerNodes<AddSpec> = {
  forward: (graph, { name, inputs }) => sum(graph, name, inputs),
  gradient: (_, { inputs }, { incoming }) => ({ weights: {}, inputs: inputs.map(() => incoming) }),
};
