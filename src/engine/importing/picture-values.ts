import type { Preprocessing } from '../../shared/network.ts';

/**
 * What a network makes of pixels before its first layer that learns, followed step by step: every channel is one of
 * the photo's, times a number, plus a number.
 */

/** One channel: scale * (level 0 to 255 of `source`) + offset. */
export interface PictureChannel {
  /** 0, 1, 2: red, green, blue; `luma`: luma.weights times these, of which nothing is cut off yet. */
  readonly source: 0 | 1 | 2 | 'grey' | 'luma';
  readonly scale: number;
  readonly offset: number;
}

/** The levels as they are. `channels`: 1 or 3. */
export function plainChannels(channels: number): readonly PictureChannel[] {
  return sourcesOf(channels === 1 ? 'grey' : 'rgb').map((source) => ({ source, scale: 1, offset: 0 }));
}

/** What Thaw's preprocessing makes of the levels. */
export function channelsOf({ channelOrder, mean, scale }: Preprocessing): readonly PictureChannel[] {
  return sourcesOf(channelOrder).map((source, place) => ({ source, scale, offset: -mean[place]! * scale }));
}

/** Each channel times a number, plus a number: one for all, or one each. null: other counts. */
export function scaled(
  channels: readonly PictureChannel[],
  factors: readonly number[],
  shifts: readonly number[],
): readonly PictureChannel[] | null {
  const fits = (values: readonly number[]): boolean =>
    (values.length === 1 || values.length === channels.length) && values.every(Number.isFinite);
  if (!fits(factors) || !fits(shifts)) return null;
  return channels.map(({ source, scale, offset }, place) => {
    const factor = factors[place % factors.length]!;
    return { source, scale: scale * factor, offset: offset * factor + shifts[place % shifts.length]! };
  });
}

/** Pixels for a network: Thaw's preprocessing, and what must follow it where the channels are not scaled alike. */
export interface SettledPicture {
  readonly preprocessing: Preprocessing;
  /** What each channel is still multiplied by; null: nothing. */
  readonly factors: readonly number[] | null;
}

/** null: colours in an order that Thaw has not, or turned around. */
export function settlePicture(channels: readonly PictureChannel[]): SettledPicture | null {
  if (!channels.every(({ scale, offset }) => scale > 0 && Number.isFinite(scale) && Number.isFinite(offset)))
    return null;
  const channelOrder = orderOf(channels.map(({ source }) => source));
  if (channelOrder === null) return null;
  const mean = channels.map(({ scale, offset }) => tidy(-offset / scale));
  const scales = channels.map(({ scale }) => scale);
  const alike = scales.every((scale) => Math.abs(scale / scales[0]! - 1) < 1e-6);
  return {
    preprocessing: { channelOrder, mean, scale: alike ? scales[0]! : 1 },
    factors: alike ? null : scales,
  };
}

/** What float32 made of a round number, and -0, as the number. */
function tidy(value: number): number {
  const rounded = Number(value.toPrecision(7));
  return Math.abs(rounded - value) <= 1e-7 * Math.abs(value) ? rounded + 0 : value;
}

const orders = {
  grey: ['grey'],
  rgb: [0, 1, 2],
  bgr: [2, 1, 0],
} as const satisfies Record<Preprocessing['channelOrder'], readonly PictureChannel['source'][]>;

function sourcesOf(order: Preprocessing['channelOrder']): readonly PictureChannel['source'][] {
  return orders[order];
}

function orderOf(sources: readonly PictureChannel['source'][]): Preprocessing['channelOrder'] | null {
  const found = Object.entries(orders).find(([, known]) => known.join() === sources.join());
  return found ? (found[0] as Preprocessing['channelOrder']) : null;
}
