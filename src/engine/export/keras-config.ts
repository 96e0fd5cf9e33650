import { type NetworkSpec, pictureName } from '../../shared/network.ts';
import { describeKerasLayer, type KerasForm, type KerasLayerConfig } from './describe-keras-layer.ts';

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
const inputName = 'preprocessed_picture';

/**
 * The network as a Keras functional model in the form that Keras 2 wrote: Keras 3 reads it from .h5 files and tfjs
 * from model.json. Its input is the preprocessed picture (height, width, channels), float32; layer names are ours.
 * Throws `layer-not-exportable`.
 */
export function toKerasConfig(network: NetworkSpec, name: string, form: KerasForm): KerasModelConfig {
  const names = [inputName, ...network.layers.map((layer) => layer.name)];
  const input: KerasLayerConfig = {
    class_name: 'InputLayer',
    name: inputName,
    config: {
      name: inputName,
      dtype: 'float32',
      batch_input_shape: [null, ...network.inputShape],
      sparse: false,
      ragged: false,
    },
    inbound_nodes: [],
  };
  const layers = network.layers.map((layer, index) => ({
    ...describeKerasLayer(layer, form),
    name: layer.name,
    inbound_nodes: [
      (layer.inputs ?? [names[index]!]).map((taken) => [taken === pictureName ? inputName : taken, 0, 0, {}]),
    ],
  }));
  return {
    class_name: 'Functional',
    config: {
      name,
      trainable: true,
      layers: [input, ...layers],
      input_layers: [[inputName, 0, 0]],
      output_layers: [[names.at(-1), 0, 0]],
    },
  };
}
