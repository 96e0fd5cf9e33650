import type { Preprocessing } from '../../shared/network.ts';
import type { PictureChannel } from './picture-values.ts';

/** Pixels that a mean image is subtracted from. */

/** A picture's values in one row. */
interface Row {
  readonly kind: 'row';
  readonly channels: readonly PictureChannel[];
  /** What put them there. */
  readonly layer: string;
}

/** A picture without its mean image. */
export interface Centred {
  readonly kind: 'centred';
  /** What was then done; nothing is added any more. */
  readonly channels: readonly PictureChannel[];
  /** Levels of 0 to 255, in the order of the channels. */
  readonly image: Float32Array;
  readonly isRow: boolean;
}

export type CentringValue = Row | Centred;

/** What Thaw's preprocessing with a mean image makes of the levels; null: without one for this size. */
export function centredBy(
  { meanImage }: Preprocessing,
  channels: readonly PictureChannel[],
  size: number | null,
): Centred | null {
  if (!meanImage || meanImage.size !== size) return null;
  return { kind: 'centred', channels: withoutOffset(channels), image: meanImage.values, isRow: false };
}

/** Of what a mean image is subtracted from: it holds what there was to add. */
export function withoutOffset(channels: readonly PictureChannel[]): readonly PictureChannel[] {
  return channels.map((channel) => ({ ...channel, offset: 0 }));
}

/** The preprocessing with this mean image, and the mean of its channels. */
export function withMeanImage(
  { channelOrder, mean: { length: channels }, scale }: Preprocessing,
  values: Float32Array,
  size: number,
): Preprocessing {
  const mean = Array.from({ length: channels }, () => 0);
  values.forEach((value, place) => (mean[place % channels]! += value / (size * size)));
  return { channelOrder, mean, scale, meanImage: { size, values, sha256: '' } };
}
