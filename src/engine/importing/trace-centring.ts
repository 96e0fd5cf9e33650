import type { PictureValue } from './apply-picture-step.ts';
import { type Centred, type CentringValue, withoutOffset } from './centring-values.ts';
import type { ForeignWeights, LayerPlace } from './foreign-model.ts';
import type { KerasNode } from './keras-node.ts';
import { layerSettings } from './layer-settings.ts';
import { nodeSettings } from './node-settings.ts';
import type { PictureChannel } from './picture-values.ts';
import { rescaleChannels } from './rescale-channels.ts';
import type { NetworkTrace } from './trace-network.ts';

/**
 * How an export of the form `photo` subtracts a mean image, which no layer of Keras does: a Reshape puts the picture's
 * values in one row, a BatchNormalization with a variance of 1 subtracts its own mean of each, a Reshape makes a picture
 * of them again (export/front-layers.ts).
 */

/** A Reshape of the picture into one row. null: into something else. */
export function rowOf(
  trace: NetworkTrace,
  node: KerasNode,
  { channels }: Extract<PictureValue, { kind: 'picture' }>,
): CentringValue | null {
  const { size } = trace.image ?? { size: 0 };
  const isRow = JSON.stringify(node.config.target_shape) === `[${size * size * channels.length}]`;
  return isRow ? { kind: 'row', channels, layer: node.name } : null;
}

/** Whether a Reshape gives the picture its own sides. */
export function keepsShape({ image }: NetworkTrace, { config }: KerasNode, channels: number): boolean {
  return (
    image !== null &&
    JSON.stringify(config.target_shape) === JSON.stringify([image.size, image.size, channels])
  );
}

/** The next layer. null: it is no step of these. Throws `model-layer-not-read`, `model-weights-missing`. */
export function traceCentring(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  value: CentringValue,
  place: LayerPlace,
): CentringValue | null {
  if (node.isForeign) return null;
  if (value.kind === 'row')
    return node.className === 'BatchNormalization'
      ? centred(trace, weights, node, value.channels, place)
      : null;
  if (value.isRow)
    return node.className === 'Reshape' && keepsShape(trace, node, value.channels.length)
      ? { ...value, isRow: false }
      : null;
  if (node.className !== 'Rescaling') return null;
  const channels = rescaleChannels(trace, node, value.channels);
  return channels.every(({ offset }) => offset === 0) ? { ...value, channels } : null;
}

/** null: it does more than to subtract. */
function centred(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  channels: readonly PictureChannel[],
  place: LayerPlace,
): Centred | null {
  const { scale, center, epsilon } = nodeSettings(trace, node, layerSettings.BatchNormalization);
  if (scale) return null;
  const { size } = trace.image!;
  const shape = [size * size * channels.length];
  const parts = [...(center ? ['beta'] : []), 'moving_mean', 'moving_variance'];
  const read = weights.read(
    place,
    parts.map((name) => ({ names: [name], shape })),
  );
  const [variance, mean, beta] = read.map(({ values }) => values).toReversed();
  const isPlain = variance!.every((one) => one + epsilon === 1) && (beta?.every((one) => one === 0) ?? true);
  if (!isPlain || !mean!.every(Number.isFinite)) return null;
  const image = mean!.map((value, index) => {
    const channel = channels[index % channels.length]!;
    return (value - channel.offset) / channel.scale;
  });
  return { kind: 'centred', channels: withoutOffset(channels), image, isRow: true };
}
