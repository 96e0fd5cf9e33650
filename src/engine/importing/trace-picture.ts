import * as z from 'zod';
import { applyPictureStep, type PictureValue, stepName } from './apply-picture-step.ts';
import type { ForeignWeights, LayerPlace } from './foreign-model.ts';
import { cutCentre, cutEdges, resizePicture } from './frame-picture.ts';
import { type Inbound, numbersOf } from './inbound.ts';
import type { KerasNode } from './keras-node.ts';
import { layerSettings, readActivation } from './layer-settings.ts';
import { nodeSettings } from './node-settings.ts';
import { lookedUp, mixed } from './pixel-layers.ts';
import { rescaleChannels } from './rescale-channels.ts';
import { keepsShape, rowOf } from './trace-centring.ts';
import type { NetworkTrace, Value } from './trace-network.ts';
import { traceNormalization } from './trace-normalization.ts';

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
    case 'Rescaling':
      return { kind: 'picture', channels: rescaleChannels(trace, node, value.channels) };
    case 'Normalization':
      return traceNormalization(trace, weights, node, value.channels, place);
    case 'Resizing':
      resizePicture(trace, node);
      return value;
    case 'CenterCrop':
      cutCentre(trace, node);
      return value;
    case 'Cropping2D':
      cutEdges(trace, node);
      return value;
    case 'Conv2D':
      return traceMixing(weights, node, value, place);
    case 'Embedding':
      return traceTable(trace, weights, node, value, place);
    case 'Reshape':
      return keepsShape(trace, node, value.channels.length) ? value : rowOf(trace, node, value);
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

type Picture = Extract<PictureValue, { kind: 'picture' }>;

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
  const { input_dim: levels } = nodeSettings(trace, node, tableSchema);
  const [table] = weights.read(place, [{ names: ['embeddings'], shape: [levels, 1] }]);
  const made = lookedUp(channels, table!.values);
  return made && { kind: 'picture', channels: made };
}
