import { assertNever } from '../../shared/assert-never.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Activation, LayerSpec } from '../../shared/network.ts';
import { weightParts, type WeightPart } from '../../shared/weight-parts.ts';

/** One layer of a Keras functional model; `inbound_nodes` is [[[layer, node, tensor, {}], ...]], [] for the input. */
export interface KerasLayerConfig {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
}

/** The format that a configuration is for. */
export type KerasForm = 'keras' | 'keras-h5' | 'tfjs';

export type Described = Pick<KerasLayerConfig, 'class_name' | 'config'>;

/** A layer as Keras describes it. Throws `layer-not-exportable`. */
export function describeKerasLayer(layer: LayerSpec, form: KerasForm): Described {
  const described = (class_name: string, config: object): Described => ({
    class_name,
    config: { name: layer.name, trainable: true, dtype: 'float32', ...config, ...initializers(layer, form) },
  });
  switch (layer.kind) {
    case 'conv2d': {
      const { filters, groups = 1 } = layer;
      return described('Conv2D', { filters, ...(groups > 1 ? { groups } : {}), ...convolution(layer) });
    }
    case 'depthwiseConv2d':
      return described('DepthwiseConv2D', { depth_multiplier: 1, ...convolution(layer) });
    case 'separableConv2d':
      return described('SeparableConv2D', {
        filters: layer.filters,
        depth_multiplier: 1,
        ...convolution(layer),
      });
    case 'maxPool2d':
    case 'averagePool2d': {
      const { kind, poolSize, strides, padding } = layer;
      const name = kind === 'maxPool2d' ? 'MaxPooling2D' : 'AveragePooling2D';
      return described(name, { pool_size: poolSize, strides, padding, ...channelsLast });
    }
    case 'globalAveragePool2d':
      return described('GlobalAveragePooling2D', { ...channelsLast });
    case 'zeroPadding2d':
      return described('ZeroPadding2D', { padding: layer.padding, ...channelsLast });
    case 'batchNorm': {
      const { epsilon, scale = true } = layer;
      return described('BatchNormalization', { axis: -1, momentum: 0.99, epsilon, center: true, scale });
    }
    case 'activation':
      return described(...activationLayer(layer.activation));
    case 'add':
      return described('Add', {});
    case 'concatenate':
      return described('Concatenate', { axis: -1 });
    case 'flatten':
      return described('Flatten', channelsLast);
    case 'dense':
      return described('Dense', { units: layer.units, activation: layer.activation, use_bias: true });
    case 'dropout':
      return described('Dropout', { rate: layer.rate, noise_shape: null, seed: null });
    case 'localResponseNormalization':
      throw new ThawError('layer-not-exportable', { format: form, layer: layer.name, kind: layer.kind });
    default:
      return assertNever(layer);
  }
}

const channelsLast = { data_format: 'channels_last' } as const;

type Convolving = Extract<LayerSpec, { kind: 'conv2d' | 'depthwiseConv2d' | 'separableConv2d' }>;

function convolution({ kernelSize, strides, padding, activation, useBias = true }: Convolving): object {
  return {
    kernel_size: kernelSize,
    strides,
    padding,
    ...channelsLast,
    dilation_rate: [1, 1],
    activation,
    use_bias: useBias,
  };
}

/** tfjs has relu6 under no name of an `Activation` layer that Keras knows too; ReLU with a maximum is in both. */
function activationLayer(activation: Activation): [className: string, config: object] {
  return activation === 'relu6'
    ? ['ReLU', { max_value: 6, negative_slope: 0, threshold: 0 }]
    : ['Activation', { activation }];
}

/**
 * What weights hold before their values are read, by Keras's names for their settings. Where tfjs reads them they are
 * zeros: it draws millions of numbers for GlorotUniform first.
 */
function initializers(layer: LayerSpec, form: KerasForm): Record<string, unknown> {
  return Object.fromEntries(
    weightParts(layer).map((part) => [
      initializerKeys[part],
      {
        ...(form === 'keras' ? { module: 'keras.initializers', registered_name: null } : {}),
        class_name: initializer(part, form),
        config: {},
      },
    ]),
  );
}

const initializerKeys: Readonly<Record<WeightPart, string>> = {
  kernel: 'kernel_initializer',
  depthwise_kernel: 'depthwise_initializer',
  pointwise_kernel: 'pointwise_initializer',
  bias: 'bias_initializer',
  gamma: 'gamma_initializer',
  beta: 'beta_initializer',
  moving_mean: 'moving_mean_initializer',
  moving_variance: 'moving_variance_initializer',
};

function initializer(part: WeightPart, form: KerasForm): string {
  if (part === 'gamma' || part === 'moving_variance') return 'Ones';
  return form !== 'tfjs' && part.endsWith('kernel') ? 'GlorotUniform' : 'Zeros';
}
