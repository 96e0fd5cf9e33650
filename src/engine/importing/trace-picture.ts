import * as z from 'zod';
import type { ImageConfig } from '../../shared/recipe.ts';
import { applyPictureStep, type PictureValue, stepName } from './apply-picture-step.ts';
import type { ForeignWeights, LayerPlace } from './foreign-model.ts';
import { type Inbound, numbersOf } from './inbound.ts';
import type { KerasNode } from './keras-node.ts';
import { layerSettings, readActivation } from './layer-settings.ts';
import { mixed, lookedUp, wholeLevels } from './pixel-layers.ts';
import { scaled } from './picture-values.ts';
import type { NetworkTrace, Value } from './trace-network.ts';

const numbers = z.union([z.number(), z.array(z.number()).min(1).max(3)]);
const rescalingSchema = z.object({
  scale: numbers,
  offset: numbers.default(0),
  dtype: z.unknown().optional(),
});
const side = z.number().int().min(16).max(1024);
const resizingSchema = z.object({
  height: side,
  width: side,
  crop_to_aspect_ratio: z.boolean().nullish(),
  pad_to_aspect_ratio: z.boolean().nullish(),
});
const cropSchema = z.object({ height: side, width: side });
const edges = z.tuple([z.number().int().min(0), z.number().int().min(0)]);
const croppingSchema = z.object({ cropping: z.tuple([edges, edges]) });
const tableSchema = z.object({ input_dim: z.literal(256), output_dim: z.literal(1) });

/**
 * What a layer makes of pixels while no layer that learns was met. null: it is no step on pixels, and the picture is to
 * be settled for it. Throws `model-layer-not-read`, `model-weights-missing`.
 */
export function tracePicture(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  values: readonly PictureValue[],
  inbound: Inbound | null,
  place: LayerPlace,
): Value | null {
  const [value] = values;
  if (inbound && isOperation(node, inbound)) {
    const made = applyPictureStep(node, values, inbound);
    return made ?? (node.className === 'Add' ? null : trace.refuse(node.name, 'picture', stepName(node)));
  }
  if (value?.kind !== 'picture' || values.length !== 1 || node.isForeign) return null;
  switch (node.className) {
    case 'Rescaling': {
      const { scale, offset, dtype } = settingsOf(trace, node, rescalingSchema);
      const isWhole = typeof dtype === 'string' && /^u?int/.test(dtype);
      const taken = isWhole ? wholeLevels(value.channels) : value.channels;
      const channels = taken && scaled(taken, [scale].flat(), [offset].flat());
      return channels
        ? { kind: 'picture', channels }
        : trace.refuse(node.name, 'picture', `scale=${String(scale)}`);
    }
    case 'Normalization':
      return traceNormalization(trace, weights, node, value, place);
    case 'Resizing':
      trace.image = resized(trace, node);
      trace.notes.push({ note: 'resizing-replaced', layer: node.name });
      return value;
    case 'CenterCrop': {
      const { height, width } = settingsOf(trace, node, cropSchema);
      return cut(trace, node, value, [height, width]);
    }
    case 'Cropping2D':
      return cut(trace, node, value, leftBy(trace, node));
    case 'Conv2D':
      return traceMixing(weights, node, value, place);
    case 'Embedding':
      return traceTable(trace, weights, node, value, place);
    case 'Reshape':
      return keepsShape(trace, node, value) ? value : null;
    default:
      return null;
  }
}

/** Whether Keras wrote an operation beside its layers: with numbers among what they take, or by a class that no layer has. */
export function isOperation({ className }: KerasNode, { constants }: Inbound): boolean {
  const isFunction = className === 'TFOpLambda' || className === 'SlicingOpLambda';
  return (
    isFunction ||
    /^(GetItem|Stack|Flip|TrueDivide|Divide|Cast)$/.test(className) ||
    (/^(Add|Subtract|Multiply)$/.test(className) && constants.some((one) => numbersOf(one) !== null))
  );
}

function settingsOf<Schema extends z.ZodType>(
  trace: NetworkTrace,
  node: KerasNode,
  schema: Schema,
): z.infer<Schema> {
  const parsed = schema.safeParse(node.config);
  if (parsed.success) return parsed.data;
  const key = String(parsed.error.issues[0]?.path[0] ?? '');
  return trace.refuse(
    node.name,
    'option',
    `${key}=${JSON.stringify(node.config[key] ?? null)}`.slice(0, 120),
  );
}

/**
 * (x - mean) / max(sqrt(variance), 1e-7) by channel. The two are settings, or weights that were learned from pictures.
 * Source: keras/src/layers/preprocessing/normalization.py.
 */
function traceNormalization(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  { channels }: Picture,
  place: LayerPlace,
): Value {
  const shape = [channels.length];
  const { invert, axis } = node.config;
  if (invert === true || !['-1', '3', '[-1]', '[3]'].includes(JSON.stringify(axis ?? -1)))
    return trace.refuse(node.name, 'option', 'axis, invert');
  const given = [node.config.mean, node.config.variance].map(numbersOf);
  const [mean, variance] = given.every((found) => found !== null)
    ? given
    : weights
        .read(place, [
          { names: ['mean'], shape },
          { names: ['variance'], shape },
        ])
        .map(({ values }) => [...values]);
  const factors = variance!.map((one) => 1 / Math.max(Math.sqrt(one), 1e-7));
  const centred = scaled(
    channels,
    [1],
    mean!.map((one) => -one),
  );
  const made = centred && scaled(centred, factors, [0]);
  return made ? { kind: 'picture', channels: made } : trace.refuse(node.name, 'picture', 'Normalization');
}

function resized(trace: NetworkTrace, node: KerasNode): ImageConfig {
  const settings = settingsOf(trace, node, resizingSchema);
  const { height, width } = settings;
  if (height !== width) return trace.refuse(node.name, 'option', `${height} x ${width}`);
  const kept = settings.pad_to_aspect_ratio ? 'pad' : 'stretch';
  return { size: height, fit: settings.crop_to_aspect_ratio ? 'crop' : kept };
}

type Picture = Extract<PictureValue, { kind: 'picture' }>;

/** The middle of the picture, rounded to the left and top. */
function cut(
  trace: NetworkTrace,
  node: KerasNode,
  value: Picture,
  [height, width]: readonly [number, number],
): Value {
  const { image } = trace;
  if (height !== width || !image || image.size < height)
    return trace.refuse(node.name, 'option', `${height} x ${width}`);
  trace.image = { size: height, fit: image.fit, stored: image.stored ?? image.size };
  return value;
}

/** What is left of the picture; it must be its middle. */
function leftBy(trace: NetworkTrace, node: KerasNode): readonly [height: number, width: number] {
  const { cropping } = settingsOf(trace, node, croppingSchema);
  const size = trace.image?.size ?? 0;
  const [height, width] = cropping.map(([before, after]) =>
    before === (before + after) >> 1 ? size - before - after : 0,
  );
  return height! > 0 && width! > 0
    ? [height!, width!]
    : trace.refuse(node.name, 'option', `cropping=${JSON.stringify(cropping)}`);
}

/** null: a convolution that mixes colours, or sees more than one pixel. */
function traceMixing(
  weights: ForeignWeights,
  node: KerasNode,
  { channels }: Picture,
  place: LayerPlace,
): Value | null {
  const parsed = layerSettings.Conv2D.safeParse(node.config);
  if (!parsed.success) return null;
  const { filters, kernel_size: window, strides, groups, activation, use_bias: useBias } = parsed.data;
  const isOfPixels = window.join() === '1,1' && strides.join() === '1,1' && groups === 1;
  if (!isOfPixels || ![1, 3].includes(filters) || readActivation(activation) !== 'linear') return null;
  const [kernel, bias] = weights.read(place, [
    { names: ['kernel'], shape: [1, 1, channels.length, filters] },
    ...(useBias ? [{ names: ['bias'], shape: [filters] }] : []),
  ]);
  const made = mixed(channels, kernel!.values, bias?.values ?? new Float32Array(filters));
  return made && { kind: 'picture', channels: made };
}

/** A table of numbers by level. null: none that is Thaw's preprocessing. */
function traceTable(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  { channels }: Picture,
  place: LayerPlace,
): Value | null {
  const { input_dim: levels } = settingsOf(trace, node, tableSchema);
  const [table] = weights.read(place, [{ names: ['embeddings'], shape: [levels, 1] }]);
  const made = lookedUp(channels, table!.values);
  return made && { kind: 'picture', channels: made };
}

function keepsShape({ image }: NetworkTrace, { config }: KerasNode, { channels }: Picture): boolean {
  return (
    image !== null &&
    JSON.stringify(config.target_shape) === JSON.stringify([image.size, image.size, channels.length])
  );
}
