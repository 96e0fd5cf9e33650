import type { KerasGraph, KerasNode } from '../keras-graph.ts';
import { kerasOrder } from '../../models/keras-order.ts';

/** Operations of Keras 3 that are no layers, with the module that it looks them up in. */
const operations: Readonly<Record<string, string>> = { Power: 'keras.src.ops.numpy' };

/**
 * config.json of a .keras file: a functional model as Keras 3 writes it, its layers in Keras's own order.
 * Source: keras/src/models/functional.py and keras/src/saving/serialization_lib.py.
 */
export function keras3Config(graph: KerasGraph, name: string): object {
  const { input, nodes } = graph;
  const layers = [inputConfig(graph), ...kerasOrder(nodes).map(layerConfig)];
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name,
      trainable: true,
      layers,
      input_layers: [[input.name, 0, 0]],
      output_layers: [[nodes.at(-1)!.name, 0, 0]],
    },
    registered_name: 'Functional',
    build_config: { input_shape: null },
  };
}

function inputConfig({ input: { name, dtype, shape } }: KerasGraph): object {
  return {
    module: 'keras.layers',
    class_name: 'InputLayer',
    config: { batch_shape: [null, ...shape], dtype, sparse: false, name },
    registered_name: null,
    name,
    inbound_nodes: [],
  };
}

function layerConfig({ class_name, config, name, inputs, numbers = [] }: KerasNode): object {
  const tensors = inputs.map(tensorOf);
  const operation = operations[class_name];
  // Layers that merge take one list, operations each argument by itself.
  const merges = inputs.length > 1 || mergingLayers.has(class_name);
  const args = merges ? [tensors] : [...tensors, ...numbers];
  return {
    module: operation ?? 'keras.layers',
    class_name,
    config,
    registered_name: operation === undefined ? null : class_name,
    name,
    inbound_nodes: [{ args, kwargs: {} }],
  };
}

const mergingLayers: ReadonlySet<string> = new Set(['Add', 'Concatenate', 'Multiply']);

/** The shape is worked out anew when the file is opened. */
function tensorOf(name: string): object {
  return {
    class_name: '__keras_tensor__',
    config: { shape: [null], dtype: 'float32', keras_history: [name, 0, 0] },
  };
}
