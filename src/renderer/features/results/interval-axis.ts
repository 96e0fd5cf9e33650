import type { Interval } from '../../../shared/statistics/wilson-interval.ts';

/** A mark of another run on the axis. */
export interface Mark {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
}

const step = 0.05;
/** Sums of binary fractions miss the steps by a hair. */
const hair = 1e-9;

/**
 * The axis under a score: it spans the interval and all marks, its ends are multiples of 5 %, and nothing but 0 and
 * 100 % lies on an end, where a mark would look cut off.
 */
export function intervalAxis(band: Interval, marks: readonly number[]): Interval {
  const all = [band.low, band.high, ...marks];
  const low = Math.floor(Math.min(...all) / step + hair) * step;
  const high = Math.ceil(Math.max(...all) / step - hair) * step;
  const touchesLow = Math.min(...all) - low < hair;
  const touchesHigh = high - Math.max(...all) < hair;
  return {
    low: Math.max(0, rounded(touchesLow ? low - step : low)),
    high: Math.min(1, rounded(touchesHigh ? high + step : high)),
  };
}

function rounded(share: number): number {
  return Math.round(share / step) / (1 / step);
}

/** Where a share lies on the axis, 0 to 100 %. */
export function positionOn(axis: Interval, share: number): number {
  return ((share - axis.low) / (axis.high - axis.low)) * 100;
}

/** Marks farther from the interval than this would squeeze it; the comparison of runs shows them. */
const reach = 0.1;

/** The marks worth showing beside the interval: at most three, the nearest to `share` first. */
export function nearMarks(marks: readonly Mark[], share: number, band: Interval): readonly Mark[] {
  return marks
    .filter((mark) => mark.share >= band.low - reach && mark.share <= band.high + reach)
    .sort((a, b) => Math.abs(a.share - share) - Math.abs(b.share - share))
    .slice(0, 3);
}

export interface PlacedLabel extends Mark {
  /** Of the mark, in percent of the axis. */
  readonly left: number;
  /** The side of the mark that the name is written on. */
  readonly side: 'before' | 'after';
}

const characterWidth = 6.2;
/** Room that the numbers at the ends of the axis take, in pixels. */
const endWidth = 20;

/**
 * The names that fit under the axis without touching each other or the numbers at its ends; marks come in the order
 * of their weight. `width` is the axis's, in pixels; `text` is what is written.
 */
export function placeLabels(
  marks: readonly Mark[],
  axis: Interval,
  width: number,
  text: (mark: Mark) => string,
): readonly PlacedLabel[] {
  const taken: { readonly from: number; readonly to: number }[] = [
    { from: -endWidth, to: endWidth },
    { from: width - endWidth, to: width + endWidth },
  ];
  const placed: PlacedLabel[] = [];
  for (const mark of marks) {
    const left = positionOn(axis, mark.share);
    const at = (left / 100) * width;
    const length = text(mark).length * characterWidth;
    const free = (from: number): boolean =>
      taken.every((other) => from + length < other.from || from > other.to);
    const side = free(at - length) ? 'before' : free(at) ? 'after' : null;
    if (side === null) continue;
    const from = side === 'before' ? at - length : at;
    taken.push({ from, to: from + length });
    placed.push({ ...mark, left, side });
  }
  return placed;
}
