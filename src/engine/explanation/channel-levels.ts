import type { LayerActivations } from './layer-activations.ts';

/** A layer's channels as grey levels. */
export interface ChannelLevels {
  /** Channel by channel, each in rows from the top: 0 to 255, and -1 where there is no place. */
  readonly levels: Int16Array;
  /** Channels that are the same everywhere, mostly 0: what their filter looks for is not in the picture. */
  readonly blank: number;
}

/** A channel's standard deviation spans so many levels, around the middle one. */
const levelsPerDeviation = 64;
const middleLevel = 128;

/**
 * Each channel by itself: minus its mean, divided by its standard deviation, times 64, plus 128, cut to 0 to 255 and
 * rounded down. A channel without any difference has no deviation; it is 0 throughout. Source: F. Chollet, "Deep
 * Learning with Python", 5.4.1.
 */
export function channelLevels({ height, width, channels, values }: LayerActivations): ChannelLevels {
  const places = height * width;
  const levels = new Int16Array(places * channels);
  let blank = 0;
  for (let channel = 0; channel < channels; channel++) {
    const { mean, deviation } = spreadOf(values, channel, channels);
    if (deviation === 0) blank++;
    for (let place = 0; place < places; place++) {
      const value = values[place * channels + channel]!;
      levels[channel * places + place] = Number.isNaN(value) ? -1 : levelOf(value, mean, deviation);
    }
  }
  return { levels, blank };
}

function levelOf(value: number, mean: number, deviation: number): number {
  if (deviation === 0) return 0;
  const level = ((value - mean) / deviation) * levelsPerDeviation + middleLevel;
  return Math.floor(Math.min(255, Math.max(0, level)));
}

/** Mean and standard deviation (of the whole, not of a sample) of one channel. */
function spreadOf(
  values: Float32Array,
  channel: number,
  channels: number,
): { mean: number; deviation: number } {
  let [count, sum] = [0, 0];
  let [low, high] = [Infinity, -Infinity];
  for (let place = channel; place < values.length; place += channels) {
    const value = values[place]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const mean = sum / count;
  // A sum of equal numbers, divided, may miss them by a rounding.
  if (low === high) return { mean, deviation: 0 };
  let squares = 0;
  for (let place = channel; place < values.length; place += channels) {
    const value = values[place]!;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / count) };
}
