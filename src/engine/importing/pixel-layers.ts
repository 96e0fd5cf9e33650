import { luma } from '../../shared/preprocessing.ts';
import { type PictureChannel, settlePicture } from './picture-values.ts';

/** What layers that see one pixel at a time make of its channels. Each gives null where Thaw's preprocessing cannot. */

type Channels = readonly PictureChannel[];

/** A convolution of 1 x 1: channels in another order, or the grey of red, green and blue. `kernel`: [in, out]. */
export function mixed(channels: Channels, kernel: Float32Array, bias: Float32Array): Channels | null {
  const columns = Array.from(bias, (_, out) =>
    channels.map((_, taken) => kernel[taken * bias.length + out]!),
  );
  const [only] = columns;
  if (columns.length === 1 && isPlainRgb(channels) && only!.join() === luma.weights.join())
    return [{ source: 'luma', scale: 1, offset: bias[0]! }];
  const made = columns.map((column, out): PictureChannel | null => {
    const [taken, another] = [...column.keys()].filter((index) => column[index] !== 0);
    if (taken === undefined || another !== undefined) return null;
    const { source, scale, offset } = channels[taken]!;
    return { source, scale: scale * column[taken]!, offset: offset * column[taken]! + bias[out]! };
  });
  // What is no picture of Thaw's stays a layer like any other.
  return made.every((channel) => channel !== null) && settlePicture(made) ? made : null;
}

function isPlainRgb(channels: Channels): boolean {
  return channels.every(
    ({ source, scale, offset }, place) => source === place && scale === 1 && offset === 0,
  );
}

/** What stands behind the point is cut off. */
export function wholeLevels(channels: Channels): Channels | null {
  const made = channels.map((channel): PictureChannel | null => {
    const { source, scale, offset } = channel;
    if (source !== 'luma') return Number.isInteger(scale) && Number.isInteger(offset) ? channel : null;
    const isGrey = scale * luma.divisor === 1 && offset * luma.divisor === luma.half;
    return isGrey ? { source: 'grey', scale: 1, offset: 0 } : null;
  });
  return made.every((channel) => channel !== null) ? made : null;
}

/** A table's number for each whole level of 0 to 255, which must be the level times a number, plus a number. */
export function lookedUp(channels: Channels, table: Float32Array): Channels | null {
  const [channel, another] = wholeLevels(channels) ?? [];
  if (channel?.scale !== 1 || channel.offset !== 0 || another || table.length !== 256) return null;
  const offset = table[0]!;
  const scale = (table[255]! - offset) / 255;
  const isLine = table.every(
    (value, level) => Math.abs(value - (offset + scale * level)) <= 1e-4 * Math.abs(scale),
  );
  return isLine ? [{ source: channel.source, scale, offset }] : null;
}
