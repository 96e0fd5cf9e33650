import * as z from 'zod';
import type { FrontLayer, LevelTableLayer } from './front-layers.ts';
import type { Conv2dSpec, LayerSpec } from '../../shared/network.ts';

/** More than any network has; what follows from these numbers must fit into memory. */
const count = z.number().int().positive().max(65_536);
const width = z.number().int().min(0).max(4096);
const pair = z.tuple([width, width]);
const activation = z.enum(['linear', 'relu', 'relu6', 'sigmoid', 'softmax']);
const padding = z.enum(['same', 'valid']);
const channelsLast = { data_format: z.literal('channels_last') };
/** Layer, node, tensor, arguments: where an input comes from. */
const origin = z.tuple([z.string(), z.literal(0), z.literal(0), z.object({})]);
const named = { name: z.string(), inbound_nodes: z.tuple([z.array(origin).min(1)]) };

const convolution = {
  kernel_size: pair,
  strides: pair,
  padding,
  activation,
  use_bias: z.boolean(),
  dilation_rate: z.tuple([z.literal(1), z.literal(1)]),
  ...channelsLast,
};
const pool = z.object({ pool_size: pair, strides: pair, padding, ...channelsLast });
const empty = z.object({});

function layer<Name extends string, Config extends z.ZodObject>(
  name: Name,
  config: Config,
): z.ZodObject<typeof named & { class_name: z.ZodLiteral<Name>; config: Config }> {
  return z.object({ ...named, class_name: z.literal(name), config });
}

/** A layer as Thaw describes it to Keras (describe-keras-layer.ts), the input's apart. */
export const kerasLayerSchema = z.discriminatedUnion('class_name', [
  layer('Conv2D', z.object({ filters: count, groups: count.optional(), ...convolution })),
  layer('DepthwiseConv2D', z.object({ depth_multiplier: z.literal(1), ...convolution })),
  layer('SeparableConv2D', z.object({ filters: count, depth_multiplier: z.literal(1), ...convolution })),
  layer('MaxPooling2D', pool),
  layer('AveragePooling2D', pool),
  layer('GlobalAveragePooling2D', z.object(channelsLast)),
  layer('ZeroPadding2D', z.object({ padding: z.tuple([pair, pair]), ...channelsLast })),
  layer(
    'BatchNormalization',
    z.object({ axis: z.literal(-1), epsilon: z.number(), center: z.literal(true), scale: z.boolean() }),
  ),
  layer('Activation', z.object({ activation })),
  layer('ReLU', z.object({ max_value: z.literal(6), negative_slope: z.literal(0), threshold: z.literal(0) })),
  layer('Add', empty),
  layer('Concatenate', z.object({ axis: z.literal(-1) })),
  layer('Flatten', empty),
  layer('Dense', z.object({ units: count, activation, use_bias: z.literal(true) })),
  layer('Dropout', z.object({ rate: z.number() })),
  layer(
    'Resizing',
    z.object({
      height: count.max(4096),
      width: count.max(4096),
      dtype: z.literal('uint8'),
      interpolation: z.literal('bilinear'),
      antialias: z.literal(true),
      crop_to_aspect_ratio: z.literal(false),
      ...channelsLast,
    }),
  ),
  layer('Cropping2D', z.object({ cropping: z.tuple([pair, pair]), ...channelsLast })),
  layer(
    'Rescaling',
    z.object({ scale: z.number(), offset: z.number(), dtype: z.enum(['float32', 'int32']) }),
  ),
  layer(
    'Reshape',
    z.object({
      target_shape: z
        .array(
          z
            .number()
            .int()
            .positive()
            .max(2 ** 26),
        )
        .min(1)
        .max(3),
    }),
  ),
  layer('Multiply', empty),
  layer('Power', z.object({ exponent: z.number() })),
]);
export type KerasLayer = z.infer<typeof kerasLayerSchema>;

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

type Convolving = z.infer<z.ZodObject<typeof convolution>>;

type Convolved = Pick<Conv2dSpec, 'kernelSize' | 'strides' | 'padding' | 'activation' | 'useBias'>;

function convolving({ kernel_size, strides, padding, activation, use_bias }: Convolving): Convolved {
  return { kernelSize: kernel_size, strides, padding, activation, ...(use_bias ? {} : { useBias: false }) };
}
