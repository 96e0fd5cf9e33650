import * as z from 'zod';
import type { Activation } from '../../shared/network.ts';

/** The settings of Keras's layers that Thaw has too. What a file leaves out is Keras's default. */

const side = z.number().int().min(1).max(4096);
const sides = z.union([side.transform((one) => [one, one] as const), z.tuple([side, side])]);
const count = z.number().int().min(1).max(1_000_000);
const edge = z.number().int().min(0).max(4096);
const edges = z.union([edge.transform((one) => [one, one] as const), z.tuple([edge, edge])]);

/** Absent, null, or this one. */
function only<Value extends string | number | boolean>(value: Value) {
  return z.literal(value).nullish();
}

const channelsLast = { data_format: only('channels_last') };
const activation = z.unknown().optional();
const axis = z.number().int();
const useBias = z.boolean().default(true);

const window = {
  strides: sides.default([1, 1]),
  padding: z.enum(['same', 'valid']).default('valid'),
  ...channelsLast,
};
const undilated = { dilation_rate: z.union([only(1), z.tuple([z.literal(1), z.literal(1)])]).optional() };
const convolution = { kernel_size: sides, ...window, ...undilated, activation, use_bias: useBias };
const pool = { ...window, pool_size: sides.default([2, 2]), strides: sides.nullish() };

export const layerSettings = {
  Conv2D: z.object({ ...convolution, filters: count, groups: count.default(1) }),
  DepthwiseConv2D: z.object({ ...convolution, depth_multiplier: only(1) }),
  SeparableConv2D: z.object({ ...convolution, filters: count, depth_multiplier: only(1) }),
  MaxPooling2D: z.object(pool),
  AveragePooling2D: z.object(pool),
  GlobalAveragePooling2D: z.object({ ...channelsLast, keepdims: z.boolean().nullish() }),
  ZeroPadding2D: z.object({
    ...channelsLast,
    padding: z.union([
      edge.transform((one) => [[one, one] as const, [one, one] as const] as const),
      z.tuple([edges, edges]),
    ]),
  }),
  BatchNormalization: z.object({
    axis: z.union([axis, z.tuple([axis]).transform(([one]) => one)]).default(-1),
    epsilon: z.number().min(0).max(1).default(0.001),
    center: z.boolean().default(true),
    scale: z.boolean().default(true),
    renorm: only(false),
  }),
  Activation: z.object({ activation: z.unknown() }),
  ReLU: z.object({
    max_value: z.union([z.literal(6), z.null()]).optional(),
    negative_slope: z.union([only(0), z.tuple([z.literal(0)])]).optional(),
    threshold: only(0),
  }),
  Softmax: z.object({ axis: only(-1) }),
  Concatenate: z.object({ axis: axis.default(-1) }),
  Flatten: z.object(channelsLast),
  Reshape: z.object({ target_shape: z.array(z.number().int()).max(4) }),
  Dense: z.object({ units: count, activation, use_bias: useBias, quantization_config: z.null().optional() }),
  Dropout: z.object({ rate: z.number().min(0).max(1) }),
} as const;

const known: ReadonlySet<string> = new Set([
  'linear',
  'relu',
  'relu6',
  'sigmoid',
  'softmax',
] satisfies Activation[]);

/**
 * An activation by its name, or by the function that Keras writes in its place. null: one that Thaw has not.
 */
export function readActivation(value: unknown): Activation | null {
  if (value === null || value === undefined) return 'linear';
  const name = typeof value === 'string' ? value : nameInside(value);
  return name !== null && known.has(name) ? (name as Activation) : null;
}

/** What was found, for people. */
export function activationName(value: unknown): string {
  const name = typeof value === 'string' ? value : nameInside(value);
  return (name ?? JSON.stringify(value ?? null)).slice(0, 80);
}

function nameInside(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { class_name: className, config } = value as { class_name?: unknown; config?: unknown };
  if (typeof config === 'string') return config;
  return typeof className === 'string' ? className.toLowerCase() : null;
}
