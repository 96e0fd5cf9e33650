import type { ConcatenateSpec } from '../../../../shared/network.ts';
import { concatenated, sliced } from '../shape-nodes.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const concatenateNodes: LayerNodes<ConcatenateSpec> = {
  forward: (graph, { name, inputs }) => concatenated(graph, name, inputs),
  /** Each input's own channels of it. */
  gradient(graph, { inputShapes }, { name, incoming }) {
    let first = 0;
    const inputs = inputShapes.map((shape, index) => {
      const begin = [...shape.map(() => 0), first];
      first += shape.at(-1)!;
      return sliced(graph, `${name}/input_gradient_${index}`, incoming, begin, [-1, ...shape]);
    });
    return { weights: {}, inputs };
  },
};
