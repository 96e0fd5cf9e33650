import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { LayerSpec, NetworkSpec } from '../../shared/network.ts';

const pair = z.tuple([z.number().int(), z.number().int()]);
const activation = z.enum(['linear', 'relu', 'sigmoid', 'softmax']);
const padding = z.enum(['same', 'valid']);
/** Layer, node, tensor, arguments: where an input comes from. */
const origin = z.tuple([z.string(), z.literal(0), z.literal(0), z.object({})]);
const named = { name: z.string(), inbound_nodes: z.array(z.tuple([origin])).max(1) };

const layerSchema = z.discriminatedUnion('class_name', [
  z.object({
    ...named,
    class_name: z.literal('InputLayer'),
    config: z.object({
      batch_input_shape: z.tuple([z.null(), z.number().int(), z.number().int(), z.number().int()]),
    }),
  }),
  z.object({
    ...named,
    class_name: z.literal('Conv2D'),
    config: z.object({
      filters: z.number().int(),
      kernel_size: pair,
      strides: pair,
      padding,
      activation,
      use_bias: z.literal(true),
      dilation_rate: z.tuple([z.literal(1), z.literal(1)]),
      data_format: z.literal('channels_last'),
    }),
  }),
  z.object({
    ...named,
    class_name: z.literal('MaxPooling2D'),
    config: z.object({ pool_size: pair, strides: pair, padding, data_format: z.literal('channels_last') }),
  }),
  z.object({ ...named, class_name: z.literal('Flatten'), config: z.object({}) }),
  z.object({
    ...named,
    class_name: z.literal('Dense'),
    config: z.object({ units: z.number().int(), activation, use_bias: z.literal(true) }),
  }),
  z.object({ ...named, class_name: z.literal('Dropout'), config: z.object({ rate: z.number() }) }),
]);
type KerasLayer = z.infer<typeof layerSchema>;

const modelSchema = z.object({
  class_name: z.literal('Functional'),
  config: z.object({ layers: z.array(layerSchema).min(2) }),
});

/**
 * The network that an exported Keras configuration describes, without its preprocessing, which a file beside it
 * holds. Only the chains of layers that Thaw writes are read. Throws `file-damaged`, naming `file`.
 */
export function readKerasConfig(json: unknown, file: string): Omit<NetworkSpec, 'preprocessing'> {
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) throw new ThawError('file-damaged', { file, detail: z.prettifyError(parsed.error) });
  const [input, ...layers] = parsed.data.config.layers;
  if (input?.class_name !== 'InputLayer')
    throw new ThawError('file-damaged', { file, detail: 'no InputLayer' });
  let previous = input.name;
  const specs = layers.map((layer) => {
    const from = layer.inbound_nodes[0]?.[0][0];
    if (from !== previous)
      throw new ThawError('file-damaged', {
        file,
        detail: `${layer.name} follows ${from ?? 'nothing'}, not ${previous}`,
      });
    previous = layer.name;
    return toSpec(layer, file);
  });
  const [, height, width, channels] = input.config.batch_input_shape;
  return { inputShape: [height, width, channels], layers: specs };
}

function toSpec(layer: KerasLayer, file: string): LayerSpec {
  const { name } = layer;
  switch (layer.class_name) {
    case 'Conv2D': {
      const { filters, kernel_size: kernelSize, strides, padding, activation } = layer.config;
      return { kind: 'conv2d', name, filters, kernelSize, strides, padding, activation };
    }
    case 'MaxPooling2D': {
      const { pool_size: poolSize, strides, padding } = layer.config;
      return { kind: 'maxPool2d', name, poolSize, strides, padding };
    }
    case 'Flatten':
      return { kind: 'flatten', name };
    case 'Dense':
      return { kind: 'dense', name, units: layer.config.units, activation: layer.config.activation };
    case 'Dropout':
      return { kind: 'dropout', name, rate: layer.config.rate };
    case 'InputLayer':
      throw new ThawError('file-damaged', { file, detail: `a second InputLayer, ${name}` });
  }
}
