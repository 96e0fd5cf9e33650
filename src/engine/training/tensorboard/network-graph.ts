import { create, toBinary } from '@bufbuild/protobuf';
import type { NetworkSpec } from '../../../shared/network.ts';
import { graphProducer } from '../../backend/graph/encode-saved-model.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import { createGraphWriter } from '../../backend/graph/graph-writer.ts';
import { forwardLayers } from '../../models/graph/forward-nodes.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import { preprocessedPixels } from '../../models/graph/preprocessing-nodes.ts';
import { DataType, GraphDefSchema } from '../../storage/generated/tensorflow_graph_pb.ts';

/**
 * The network from pixels to probabilities as a GraphDef, for TensorBoard's graph page: every layer is a box of its
 * name. Weights are variables without values, so that the file stays small.
 */
export function networkGraph(network: NetworkSpec): Uint8Array {
  const graph = createGraphWriter();
  const shapes = new Map<string, readonly number[]>(
    layerShapes(network).flatMap(({ name, weights }) =>
      weights.map(({ part, shape }) => [`${name}/${part}`, shape] as const),
    ),
  );
  const dtype = { dtype: attribute.type(DataType.DT_FLOAT) };
  forwardLayers(graph, network, {
    scope: '',
    from: 0,
    to: network.layers.length,
    input: preprocessedPixels(graph, network).value,
    precision: 'fp32',
    winograd: false,
    weight: (layer, part) => {
      const name = `${layer.name}/${part}`;
      const handle = graph.add(name, 'VarHandleOp', [], {
        ...dtype,
        shape: attribute.shape(shapes.get(name)!),
        container: attribute.string(''),
        shared_name: attribute.string(name),
      });
      return graph.add(`${name}/value`, 'ReadVariableOp', [handle], dtype);
    },
    mask: null,
    logits: false,
  });
  return toBinary(
    GraphDefSchema,
    create(GraphDefSchema, { node: [...graph.nodes], versions: { producer: graphProducer } }),
  );
}
