import * as z from 'zod';
import { type LayerSpec, pictureName, type Preprocessing } from './network.ts';

/** Layers and preprocessing as they are kept in files. Sides and counts are bounded: a file may hold anything. */

const count = z.number().int().min(1).max(1_000_000);
const side = z.number().int().min(1).max(4096);
const edge = z.number().int().min(0).max(4096);
const pair = z.tuple([side, side]);
const activation = z.enum(['linear', 'relu', 'relu6', 'sigmoid', 'softmax']);
const padding = z.enum(['same', 'valid']);
const name = z.string().min(1).max(200);
const named = { name, inputs: z.array(name).min(1).max(1000).exactOptional() };
const joining = { name, inputs: z.array(name).min(1).max(1000) };
const window = { strides: pair, padding };
const convolving = {
  ...named,
  ...window,
  kernelSize: pair,
  activation,
  useBias: z.boolean().exactOptional(),
};
const pooling = { ...named, ...window, poolSize: pair };

const layerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('conv2d'),
    ...convolving,
    filters: count,
    groups: count.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('depthwiseConv2d'), ...convolving }),
  z.strictObject({ kind: z.literal('separableConv2d'), ...convolving, filters: count }),
  z.strictObject({ kind: z.literal('maxPool2d'), ...pooling }),
  z.strictObject({ kind: z.literal('averagePool2d'), ...pooling }),
  z.strictObject({ kind: z.literal('globalAveragePool2d'), ...named }),
  z.strictObject({
    kind: z.literal('zeroPadding2d'),
    ...named,
    padding: z.tuple([z.tuple([edge, edge]), z.tuple([edge, edge])]),
  }),
  z.strictObject({
    kind: z.literal('batchNorm'),
    ...named,
    epsilon: z.number().min(0),
    scale: z.boolean().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('localResponseNormalization'),
    ...named,
    depthRadius: edge,
    bias: z.number(),
    alpha: z.number(),
    beta: z.number(),
  }),
  z.strictObject({ kind: z.literal('activation'), ...named, activation }),
  z.strictObject({ kind: z.literal('add'), ...joining }),
  z.strictObject({ kind: z.literal('concatenate'), ...joining }),
  z.strictObject({ kind: z.literal('flatten'), ...named }),
  z.strictObject({ kind: z.literal('dense'), ...named, units: count, activation }),
  z.strictObject({ kind: z.literal('dropout'), ...named, rate: z.number().min(0).max(1) }),
]) satisfies z.ZodType<LayerSpec>;

/** Each with a name of its own, after all that it takes. */
export const layersSchema = z
  .array(layerSchema)
  .min(1)
  .max(3000)
  .refine(
    (layers) => {
      const known = new Set([pictureName]);
      return layers.every((layer) => {
        const isNew = !known.has(layer.name);
        const hasInputs = (layer.inputs ?? []).every((input) => known.has(input));
        known.add(layer.name);
        return isNew && hasInputs;
      });
    },
    { error: 'a layer takes what does not stand before it, or has the name of another' },
  );

export const preprocessingSchema = z.strictObject({
  channelOrder: z.enum(['rgb', 'bgr', 'grey']),
  mean: z.array(z.number()).min(1).max(3),
  scale: z.number().positive(),
}) satisfies z.ZodType<Preprocessing>;
