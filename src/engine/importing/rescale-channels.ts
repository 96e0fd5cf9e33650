import * as z from 'zod';
import type { KerasNode } from './keras-node.ts';
import { nodeSettings } from './node-settings.ts';
import { type PictureChannel, scaled } from './picture-values.ts';
import { wholeLevels } from './pixel-layers.ts';
import type { NetworkTrace } from './trace-network.ts';

const numbers = z.union([z.number(), z.array(z.number()).min(1).max(3)]);
const rescalingSchema = z.object({
  scale: numbers,
  offset: numbers.default(0),
  dtype: z.unknown().optional(),
});

/** What a Rescaling makes of a picture's channels. Throws `model-layer-not-read`. */
export function rescaleChannels(
  trace: NetworkTrace,
  node: KerasNode,
  channels: readonly PictureChannel[],
): readonly PictureChannel[] {
  const { scale, offset, dtype } = nodeSettings(trace, node, rescalingSchema);
  const isWhole = typeof dtype === 'string' && /^u?int/.test(dtype);
  const taken = isWhole ? wholeLevels(channels) : channels;
  const made = taken && scaled(taken, [scale].flat(), [offset].flat());
  return made ?? trace.refuse(node.name, 'picture', `scale=${String(scale)}`);
}
