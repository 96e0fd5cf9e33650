import type { KerasLayerConfig } from './describe-keras-layer.ts';
import type { KerasGraph } from './keras-graph.ts';

export interface KerasModelConfig {
  readonly class_name: 'Functional';
  readonly config: {
    readonly name: string;
    readonly trainable: boolean;
    readonly layers: readonly KerasLayerConfig[];
    readonly input_layers: readonly unknown[];
    readonly output_layers: readonly unknown[];
  };
}

/** The version whose form the configuration has; today's readers of Keras and tfjs both take it. */
export const kerasFormVersion = '2.15.0';

/**
 * A Keras functional model in the form that Keras 2 wrote: Keras 3 reads it from .h5 files and TensorFlow.js from
 * model.json. Layer names are ours.
 */
export function configOf({ input, nodes }: KerasGraph, name: string): KerasModelConfig {
  const { dtype, shape } = input;
  const first: KerasLayerConfig = {
    class_name: 'InputLayer',
    name: input.name,
    config: { name: input.name, dtype, batch_input_shape: [null, ...shape], sparse: false, ragged: false },
    inbound_nodes: [],
  };
  const layers = nodes.map(({ class_name, config, name: layer, inputs }) => ({
    class_name,
    config,
    name: layer,
    inbound_nodes: [inputs.map((taken) => [taken, 0, 0, {}])],
  }));
  return {
    class_name: 'Functional',
    config: {
      name,
      trainable: true,
      layers: [first, ...layers],
      input_layers: [[input.name, 0, 0]],
      output_layers: [[nodes.at(-1)!.name, 0, 0]],
    },
  };
}
