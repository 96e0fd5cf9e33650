import * as z from 'zod';
import type { ImageConfig } from '../../shared/recipe.ts';
import { applyPictureStep, type PictureValue, stepName } from './apply-picture-step.ts';
import type { ForeignWeights, LayerPlace } from './foreign-model.ts';
import { isInactive } from './inactive-layers.ts';
import { type Inbound, numbersOf } from './inbound.ts';
import type { KerasNode } from './keras-node.ts';
import { scaled } from './picture-values.ts';
import type { NetworkTrace, Value } from './trace-network.ts';
import { translateAdd, translateLayer } from './translate-layer.ts';

/** What one layer of a file makes of what it takes, added to the network that grows. Throws `model-layer-not-read`. */
export function traceLayer(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  values: readonly Value[],
  inbound: Inbound | null,
  place: LayerPlace,
  model: string,
): Value {
  const { name, className } = node;
  if (className === 'Lambda') return trace.refuse(name, 'code', className);
  if (inbound?.named.training === true) return trace.refuse(name, 'option', 'training=true');
  const [value] = values;
  if (!node.isForeign && values.length === 1 && isInactive(className)) {
    trace.inactive.push(name);
    return value!;
  }
  const ofPicture = values.every(isPicture)
    ? tracePicture(trace, weights, node, values, inbound, place)
    : null;
  if (ofPicture) return ofPicture;
  if (value?.kind === 'layer' && (className === 'Cast' || className === 'Identity') && values.length === 1)
    return value;
  return traceTranslated(trace, node, values, inbound, place, model);
}

function isPicture(value: Value): value is PictureValue {
  return value.kind === 'picture' || value.kind === 'plane';
}

const numbers = z.union([z.number(), z.array(z.number()).min(1).max(3)]);
const rescalingSchema = z.object({ scale: numbers, offset: numbers.default(0) });
const side = z.number().int().min(16).max(1024);
const resizingSchema = z.object({
  height: side,
  width: side,
  crop_to_aspect_ratio: z.boolean().nullish(),
  pad_to_aspect_ratio: z.boolean().nullish(),
});
const cropSchema = z.object({ height: side, width: side });

/** null: no step on pixels; the picture is to be settled for a layer. */
function tracePicture(
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
      const { scale, offset } = settingsOf(trace, node, rescalingSchema);
      const channels = scaled(value.channels, [scale].flat(), [offset].flat());
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
    case 'CenterCrop':
      trace.image = cropped(trace, node);
      return value;
    default:
      return null;
  }
}

/** Keras writes operations beside layers: with numbers among what they take, or by a class that no layer has. */
function isOperation({ className }: KerasNode, { constants }: Inbound): boolean {
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
  { channels }: Extract<PictureValue, { kind: 'picture' }>,
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

function cropped(trace: NetworkTrace, node: KerasNode): ImageConfig {
  const { height, width } = settingsOf(trace, node, cropSchema);
  const { image } = trace;
  if (height !== width || !image || image.size < height)
    return trace.refuse(node.name, 'option', `${height} x ${width}`);
  return { size: height, fit: image.fit, stored: image.stored ?? image.size };
}

function traceTranslated(
  trace: NetworkTrace,
  node: KerasNode,
  values: readonly Value[],
  inbound: Inbound | null,
  place: LayerPlace,
  model: string,
): Value {
  const inputs = values.map((value) => trace.settle(value, node.name));
  const shapes = inputs.map(({ shape }) => shape);
  const isOnePlace = inputs.some((input) => input.isOnePlace);
  const isSum = node.className === 'Add' && !node.isForeign && !(inbound && isOperation(node, inbound));
  const translated = isSum ? translateAdd(shapes) : translateLayer(activationLayer(node), shapes, isOnePlace);
  switch (translated.kind) {
    case 'problem':
      return trace.refuse(node.name, translated.problem, translated.found);
    case 'shape':
      return { ...inputs[0]!, shape: translated.shape, isOnePlace: translated.shape.length === 3 };
    case 'layer': {
      const { spec, weights, keepsPlace = false } = translated;
      return trace.add({ spec, weights, place }, node.name, model, inputs, keepsPlace || isOnePlace);
    }
  }
}

/** Keras 3 writes an activation that is called as a function as an operation. */
function activationLayer(node: KerasNode): KerasNode {
  const activation = { Relu: 'relu', Relu6: 'relu6', Sigmoid: 'sigmoid' }[node.className];
  return activation === undefined ? node : { ...node, className: 'Activation', config: { activation } };
}
