import type { GlobalAveragePool2dSpec } from '../../../../shared/network.ts';
import { attribute } from '../../../backend/graph/graph-nodes.ts';
import { int32Indices } from '../op-attributes.ts';
import { shapeOf } from '../shape-nodes.ts';
import type { LayerNodes } from '../layer-nodes.ts';

export const globalAveragePoolNodes: LayerNodes<GlobalAveragePool2dSpec> = {
  forward(graph, { name, type, inputs }) {
    const axes = graph.integers(`${name}/axes`, [1, 2]);
    const attributes = { ...int32Indices, keep_dims: attribute.bool(false) };
    return { node: graph.addFloat(name, 'Mean', [inputs[0]!.node, axes], type, attributes), type };
  },
  /** A place's share of the mean, at every place. */
  gradient(graph, { type, inputs, inputShapes }, { name, incoming }) {
    const [height = 1, width = 1, channels = 1] = inputShapes[0]!;
    const share = graph.floats(`${name}/share`, [], [1 / (height * width)], type);
    const shared = graph.addFloat(`${name}/shared`, 'Mul', [incoming.node, share], type);
    const place = graph.reshape(`${name}/place`, { node: shared, type }, [-1, 1, 1, channels]);
    const sizes = shapeOf(graph, `${name}/input_sizes`, inputs[0]!);
    const node = graph.addFloat(
      `${name}/input_gradient`,
      'BroadcastTo',
      [place.node, sizes],
      type,
      int32Indices,
    );
    return { weights: {}, inputs: [{ node, type }] };
  },
};
