import type { FrontLayer, LevelTableLayer } from './front-layers.ts';
import type { Convolving, KerasLayer } from './keras-layer-schema.ts';
import type { Conv2dSpec, LayerSpec } from '../../shared/network.ts';

/** A layer of an exported model: one of a network, one that stands before it, or a part of a layer that Keras lacks. */
export type RebuiltLayer =
  LayerSpec | (Exclude<FrontLayer, LayerSpec | LevelTableLayer> & Placed) | JoiningPart;
interface Placed {
  readonly inputs?: readonly string[];
}
type JoiningPart =
  | { readonly kind: 'multiply'; readonly name: string; readonly inputs: readonly string[] }
  | ({ readonly kind: 'power'; readonly name: string; readonly exponent: number } & Placed);

/** The layer without what it takes, but for the kinds that always name it, which get an empty list. */
export function readKerasLayer(layer: KerasLayer): RebuiltLayer {
  const { name } = layer;
  switch (layer.class_name) {
    case 'Conv2D': {
      const { filters, groups } = layer.config;
      return { kind: 'conv2d', name, filters, ...(groups ? { groups } : {}), ...convolving(layer.config) };
    }
    case 'DepthwiseConv2D':
      return { kind: 'depthwiseConv2d', name, ...convolving(layer.config) };
    case 'SeparableConv2D':
      return { kind: 'separableConv2d', name, filters: layer.config.filters, ...convolving(layer.config) };
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { pool_size: poolSize, strides, padding } = layer.config;
      const kind = layer.class_name === 'MaxPooling2D' ? 'maxPool2d' : 'averagePool2d';
      return { kind, name, poolSize, strides, padding };
    }
    case 'GlobalAveragePooling2D':
      return { kind: 'globalAveragePool2d', name };
    case 'ZeroPadding2D':
      return { kind: 'zeroPadding2d', name, padding: layer.config.padding };
    case 'BatchNormalization': {
      const { epsilon, scale } = layer.config;
      return { kind: 'batchNorm', name, epsilon, ...(scale ? {} : { scale }) };
    }
    case 'Activation':
      return { kind: 'activation', name, activation: layer.config.activation };
    case 'ReLU':
      return { kind: 'activation', name, activation: 'relu6' };
    case 'Add':
      return { kind: 'add', name, inputs: [] };
    case 'Concatenate':
      return { kind: 'concatenate', name, inputs: [] };
    case 'Flatten':
      return { kind: 'flatten', name };
    case 'Dense':
      return { kind: 'dense', name, units: layer.config.units, activation: layer.config.activation };
    case 'Dropout':
      return { kind: 'dropout', name, rate: layer.config.rate };
    case 'Resizing':
      return { kind: 'resizing', name, height: layer.config.height, width: layer.config.width };
    case 'Cropping2D':
      return { kind: 'cropping', name, cropping: layer.config.cropping };
    case 'Rescaling': {
      const { scale, offset, dtype: type } = layer.config;
      return { kind: 'rescaling', name, scale, offset, type };
    }
    case 'Reshape':
      return { kind: 'reshape', name, shape: layer.config.target_shape };
    case 'Multiply':
      return { kind: 'multiply', name, inputs: [] };
    case 'Power':
      return { kind: 'power', name, exponent: layer.config.exponent };
  }
}

type Convolved = Pick<Conv2dSpec, 'kernelSize' | 'strides' | 'padding' | 'activation' | 'useBias'>;

function convolving({ kernel_size, strides, padding, activation, use_bias }: Convolving): Convolved {
  return { kernelSize: kernel_size, strides, padding, activation, ...(use_bias ? {} : { useBias: false }) };
}
