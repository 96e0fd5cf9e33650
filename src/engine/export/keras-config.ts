import { assertNever } from '../../shared/assert-never.ts';
import type { LayerSpec, NetworkSpec } from '../../shared/network.ts';

/** One layer of a Keras functional model; `inbound_nodes` is [[[layer, node, tensor, {}]]], [] for the input. */
export interface KerasLayerConfig {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
}

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

/** What a kernel holds before its values are read. tfjs draws millions of numbers for GlorotUniform first. */
export type KernelInitializer = 'GlorotUniform' | 'Zeros';

/** The version whose form the configuration has; today's readers of Keras and tfjs both take it. */
export const kerasFormVersion = '2.15.0';
const inputName = 'preprocessed_picture';

/**
 * The network as a Keras functional model in the form that Keras 2 wrote: Keras 3 reads it from .h5 files and tfjs
 * from model.json. Its input is the preprocessed picture (height, width, channels), float32; layer names are ours.
 */
export function toKerasConfig(
  network: NetworkSpec,
  name: string,
  kernelInitializer: KernelInitializer = 'GlorotUniform',
): KerasModelConfig {
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
    ...describeLayer(layer, kernelInitializer),
    name: layer.name,
    inbound_nodes: [[[names[index], 0, 0, {}]]],
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

function describeLayer(
  layer: LayerSpec,
  kernelInitializer: KernelInitializer,
): Pick<KerasLayerConfig, 'class_name' | 'config'> {
  const common = { name: layer.name, trainable: true, dtype: 'float32' };
  switch (layer.kind) {
    case 'conv2d':
      return {
        class_name: 'Conv2D',
        config: {
          ...common,
          filters: layer.filters,
          kernel_size: layer.kernelSize,
          strides: layer.strides,
          padding: layer.padding,
          data_format: 'channels_last',
          dilation_rate: [1, 1],
          activation: layer.activation,
          ...weightSettings(kernelInitializer),
        },
      };
    case 'maxPool2d':
      return {
        class_name: 'MaxPooling2D',
        config: {
          ...common,
          pool_size: layer.poolSize,
          strides: layer.strides,
          padding: layer.padding,
          data_format: 'channels_last',
        },
      };
    case 'flatten':
      return { class_name: 'Flatten', config: { ...common, data_format: 'channels_last' } };
    case 'dense':
      return {
        class_name: 'Dense',
        config: {
          ...common,
          units: layer.units,
          activation: layer.activation,
          ...weightSettings(kernelInitializer),
        },
      };
    case 'dropout':
      return {
        class_name: 'Dropout',
        config: { ...common, rate: layer.rate, noise_shape: null, seed: null },
      };
    default:
      return assertNever(layer);
  }
}

/** What a reader needs to know of a layer with a kernel and a bias before their values are read. */
function weightSettings(kernelInitializer: KernelInitializer): Record<string, unknown> {
  return {
    use_bias: true,
    kernel_initializer: { class_name: kernelInitializer, config: {} },
    bias_initializer: { class_name: 'Zeros', config: {} },
  };
}
