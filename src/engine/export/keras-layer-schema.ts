import * as z from 'zod';

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

/** What the settings of every convolution have. */
export type Convolving = z.infer<z.ZodObject<typeof convolution>>;
