import type { Point } from '../../../shared/charts/decimate.ts';
import { heightsBetween } from './line-heights.ts';
import { stackLabels } from './stack-labels.ts';
import { textWidth } from './text-width.ts';

/** What is written at the end of a line. */
export interface LineEnd {
  readonly text: string;
  /** Of the line's last point, px. */
  readonly x: number;
  readonly y: number;
  readonly tone: 'frozen' | 'thawed' | 'plain' | 'other';
}

export interface EndLabel extends LineEnd {
  readonly labelX: number;
  /** Middle of the text, px from the top. */
  readonly labelY: number;
  readonly anchor: 'start' | 'end';
}

const gap = 10;

/**
 * Right of the last points, stacked; where one would leave the chart, all go left of theirs and clear of the lines:
 * the highest line's above them, the others below. `lines`: as drawn.
 */
export function endLabels(
  ends: readonly LineEnd[],
  lines: readonly (readonly Point[])[],
  width: number,
  height: number,
): readonly EndLabel[] {
  const fits = ends.every(({ x, text }) => x + gap + textWidth(text) <= width);
  const heights = fits
    ? stackLabels(
        ends.map(({ y }) => y),
        height,
      )
    : aboveAndBelow(ends, lines, height);
  return ends.map((end, index) => ({
    ...end,
    labelX: fits ? end.x + gap : Math.min(end.x, width) - 4,
    labelY: heights[index]!,
    anchor: fits ? 'start' : 'end',
  }));
}

function aboveAndBelow(
  ends: readonly LineEnd[],
  lines: readonly (readonly Point[])[],
  height: number,
): readonly number[] {
  const last = Math.max(...ends.map(({ x }) => x));
  const first = last - 4 - Math.max(...ends.map(({ text }) => textWidth(text)));
  const drawn = [...ends.map(({ y }) => y), ...lines.flatMap((line) => heightsBetween(line, first, last))];
  const order = ends.map((_, index) => index).sort((a, b) => ends[a]!.y - ends[b]!.y);
  const wanted = new Array<number>(ends.length).fill(0);
  order.forEach((index, place) => {
    wanted[index] =
      place === 0 ? Math.min(...drawn) - gap - 2 : Math.max(...drawn) + gap + 2 + (place - 1) * 14;
  });
  return stackLabels(wanted, height);
}
